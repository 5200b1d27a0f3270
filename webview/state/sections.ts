/** Answers for the sections of the list and their order on the screen. */
import type { SectionId } from '../../src/protocol/messages';

/** Sections that hold issues, in display order. */
export const issueSections = [
  'inProgress',
  'ready',
  'blocked',
  'deferred',
  'other',
] as const satisfies readonly SectionId[];

/** A section of the list: of issues, or of records that could not be read. */
export type SectionKey = SectionId | 'problems';

export const sectionKeys: readonly SectionKey[] = [...issueSections, 'problems'];
