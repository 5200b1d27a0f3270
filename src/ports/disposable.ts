/** Something that ends. `dispose` is idempotent and never throws. */
export interface Disposable {
  dispose(): void;
}
