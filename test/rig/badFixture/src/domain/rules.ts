// Breaks domain-knows-only (even as a type) and domain-is-pure.
import type { Store } from '../ports/store';
import { readFileSync } from 'node:fs';
export const rules = (store: Store): string => readFileSync(store.path, 'utf8');
