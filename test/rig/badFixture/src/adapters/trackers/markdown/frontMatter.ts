export const separator = '---';
