// Breaks no-cycles, with two.ts.
import { two } from './two';
export const one = (): unknown => two;
