/** Styles are imported for their effect; the bundler turns them into one sheet. */
declare module '*.css';
