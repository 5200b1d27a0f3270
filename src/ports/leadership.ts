/** The role of deciding which of several windows asks a server for a source, on behalf of all. */
export interface PollLeadership {
  /** Whether this process is the one to ask. The others follow what it remembers. */
  leads(sourceId: string): boolean;
}

/** Every window asks for itself. */
export const everyWindowLeads: PollLeadership = { leads: () => true };
