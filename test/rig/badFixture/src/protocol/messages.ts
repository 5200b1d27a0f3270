// Breaks protocol-knows-only, protocol-without-node and domain-types-only.
import { createHash } from 'node:crypto';
import type { Store } from '../ports/store';
import { rules } from '../domain/rules';
export const message = (store: Store): unknown[] => [createHash, rules, store];
