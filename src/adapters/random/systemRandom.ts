/** Answers for real chance. */
import { randomInt } from 'node:crypto';
import type { Random } from '../../ports/random';

/** The most that `randomInt` takes. */
const steps = 2 ** 48 - 1;

export const systemRandom: Random = { next: () => randomInt(steps) / steps };
