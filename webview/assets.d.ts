/** Styles are imported for their effect; the bundler turns them into one sheet, or, in a late bundle, into its text. */
declare module '*.css' {
  const text: string;
  export = text;
}
