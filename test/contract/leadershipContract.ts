/** What every {@link Leadership} keeps to, seen from the processes that share a source. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredSource } from '../../src/ports/issueStore';
import type { Leadership } from '../../src/ports/leadership';

/** Processes that share what they keep. */
export interface SharedWorld {
  /** One more process. */
  open(): Leadership;
  /** What the leader of `source` does when it keeps something, in its epoch. */
  write(source: StoredSource, epoch: number): Promise<void>;
  remove(): Promise<void>;
}

export const source: StoredSource = { id: 'github:acme/shop', root: '/home/dev/shop' };
export const otherSource: StoredSource = { id: 'github:acme/pay', root: '/home/dev/pay' };

/** What a process was told, in order: `leads`, `follows`, `wrote`, `asked <priority>`, each with the source's id. */
export function toldTo(leadership: Leadership): string[] {
  const told: string[] = [];
  leadership.onDidChange((about) => told.push(`${leadership.leads(about) ? 'leads' : 'follows'} ${about.id}`));
  leadership.onDidWrite((about) => told.push(`wrote ${about.id}`));
  leadership.onDidRequest((about, priority) => told.push(`asked ${priority} ${about.id}`));
  return told;
}

/** The port promises a second; a machine that is busy with other tests gets a little more. */
const soon = { timeout: 3_000, interval: 10 };

export function describeLeadership(name: string, makeWorld: () => Promise<SharedWorld>): void {
  describe(name, () => {
    let world: SharedWorld;
    let opened: Leadership[];
    const open = (): Leadership => {
      const leadership = world.open();
      opened.push(leadership);
      return leadership;
    };
    /** One that leads and one that follows. */
    const openTwo = async (): Promise<[Leadership, Leadership]> => {
      const [first, second] = [open(), open()];
      await first.join(source);
      await second.join(source);
      return [first, second];
    };

    beforeEach(async () => {
      opened = [];
      world = await makeWorld();
    });

    afterEach(async () => {
      for (const leadership of opened) await leadership.close();
      await world.remove();
    });

    it('leads at once where nobody does, and says so', async () => {
      const only = open();
      const told = toldTo(only);
      expect([only.leads(source), only.epochOf(source)]).toEqual([false, null]);
      await only.join(source);
      expect([only.leads(source), only.epochOf(source)]).toEqual([true, expect.any(Number)]);
      expect(told).toEqual([`leads ${source.id}`]);
      expect(only.leads(otherSource)).toBe(false);
    });

    it('follows where somebody leads', async () => {
      const [first, second] = await openTwo();
      expect([first.leads(source), second.leads(source)]).toEqual([true, false]);
      expect(second.epochOf(source)).toBeNull();
    });

    it('is not changed by joining again', async () => {
      const [first, second] = await openTwo();
      const epoch = first.epochOf(source);
      await first.join({ ...source });
      await second.join({ ...source });
      expect([first.epochOf(source), second.epochOf(source)]).toEqual([epoch, null]);
    });

    it.each(['leave', 'close'] as const)('is followed by another after %s, in a newer epoch', async (how) => {
      const [first, second] = await openTwo();
      const before = first.epochOf(source) ?? NaN;
      const [toldFirst, toldSecond] = [toldTo(first), toldTo(second)];
      await first[how](source);
      expect([first.leads(source), first.epochOf(source)]).toEqual([false, null]);
      await expect.poll(() => second.epochOf(source), soon).toBeGreaterThan(before);
      expect(toldSecond).toEqual([`leads ${source.id}`]);
      expect(toldFirst).toEqual([]);
    });

    it('follows when it joins again after another began to lead', async () => {
      const [first, second] = await openTwo();
      await first.leave(source);
      await expect.poll(() => second.leads(source), soon).toBe(true);
      await first.join(source);
      expect(first.leads(source)).toBe(false);
    });

    it('leads one source while another leads a second one, the same id in another folder included', async () => {
      const [first, second] = [open(), open()];
      const elsewhere = { ...source, root: '/home/dev/other' };
      await first.join(source);
      for (const each of [otherSource, elsewhere, source]) await second.join(each);
      for (const each of [otherSource, elsewhere]) await first.join(each);
      const all = [source, otherSource, elsewhere];
      expect(all.map((each) => first.leads(each))).toEqual([true, false, false]);
      expect(all.map((each) => second.leads(each))).toEqual([false, true, true]);
    });

    it('hears in the leader what others ask for', async () => {
      const [first, second] = await openTwo();
      const third = open();
      await third.join(source);
      const told = [first, second, third].map(toldTo);
      expect(await second.request(source, 'user')).toEqual({ ok: true, value: undefined });
      await expect.poll(() => told[0], soon).toEqual([`asked user ${source.id}`]);
      expect(await third.request(source, 'refresh')).toEqual({ ok: true, value: undefined });
      await expect.poll(() => told[0]?.at(-1), soon).toBe(`asked refresh ${source.id}`);
      expect(told.slice(1)).toEqual([[], []]);
    });

    it('hears in the leader what it asks for itself', async () => {
      const [first] = await openTwo();
      const told = toldTo(first);
      expect(await first.request(source, 'backlog')).toEqual({ ok: true, value: undefined });
      expect(told).toEqual([`asked backlog ${source.id}`]);
    });

    it('is told in those that follow what the leader wrote, each time', async () => {
      const [first, second] = await openTwo();
      const told = [first, second].map(toldTo);
      for (const times of [1, 2, 3]) {
        await world.write(source, first.epochOf(source) ?? NaN);
        await expect.poll(() => told[1], soon).toEqual(Array(times).fill(`wrote ${source.id}`));
      }
      expect(told[0]).toEqual([]);
    });

    it('is told nothing once it stopped listening', async () => {
      const [first, second] = await openTwo();
      const told: string[] = [];
      const listening = second.onDidWrite(({ id }) => told.push(id));
      listening.dispose();
      listening.dispose();
      const later = toldTo(second);
      await world.write(source, first.epochOf(source) ?? NaN);
      await expect.poll(() => later, soon).toHaveLength(1);
      expect(told).toEqual([]);
    });

    it('answers with a failure what is asked of a source it did not join', async () => {
      const [first] = await openTwo();
      expect(await first.request(otherSource, 'user')).toMatchObject({ ok: false, error: { kind: 'closed' } });
    });

    it('does nothing once it is closed, and closes as often as it is told', async () => {
      const only = open();
      await only.join(source);
      const told = toldTo(only);
      await only.close();
      await only.close();
      await only.join(source);
      await only.leave(source);
      expect([only.leads(source), only.epochOf(source), told]).toEqual([false, null, []]);
      expect(await only.request(source, 'user')).toMatchObject({ ok: false, error: { kind: 'closed' } });
    });
  });
}
