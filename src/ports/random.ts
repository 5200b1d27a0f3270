/** The role of chance, so that tests decide what it brings. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
}
