// Breaks everything-resolves, react-only-there and, with one.ts, no-cycles.
import { createElement } from 'react';
import { one } from './one';
import { nothing } from './nowhere';
export const two = (): unknown[] => [one, nothing, createElement];
