export const github = 'github';
