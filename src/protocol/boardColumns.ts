/** Answers for the columns of the board, in the order they stand in. */
import type { SectionId } from './messages';

export const boardColumns = ['inProgress', 'ready', 'blocked'] as const satisfies readonly SectionId[];

export type BoardColumnId = (typeof boardColumns)[number];
