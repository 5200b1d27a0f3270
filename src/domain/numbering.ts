/** Answers for small numbers that stand for objects, so that columns of numbers can refer to them. */
import { item } from './at';

/** Gives each object a number of its own, the lowest first, and gives numbers that came back again. */
export class Numbering<T> {
  private readonly objects: (T | null)[] = [];
  private readonly free: number[] = [];

  add(object: T): number {
    const number = this.free.pop() ?? this.objects.length;
    this.objects[number] = object;
    return number;
  }

  /** Nothing may refer to the number any more. */
  release(number: number): void {
    this.objects[number] = null;
    this.free.push(number);
  }

  /** The object a number stands for; it must be taken. */
  get(number: number): T {
    return item(this.objects, number) as T;
  }
}

/** A column with room for at least `size` numbers, and the same numbers in it. */
export function withRoom(column: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  if (size <= column.length) return column;
  const larger = new Int32Array(Math.max(size, 2 * column.length));
  larger.set(column);
  return larger;
}
