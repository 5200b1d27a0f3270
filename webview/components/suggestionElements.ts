/** Answers for the DOM ids by which the filter points at its suggestions. */

export const suggestionsElementId = 'filter-suggestions';

export const suggestionElementId = (index: number): string => `filter-suggestion-${index}`;
