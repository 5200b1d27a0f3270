/** Answers for errors of single fields, with the type GitHub gives them. */

export type GraphqlErrorType =
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'MISSING_PAGINATION_BOUNDARIES'
  | 'EXCESSIVE_PAGINATION'
  | 'ARGUMENT_LIMIT'
  | 'MAX_NODE_LIMIT_EXCEEDED'
  | 'RATE_LIMITED';

export class FieldError extends Error {
  constructor(
    readonly type: GraphqlErrorType,
    message: string,
    readonly extensions: Readonly<Record<string, unknown>> | null = null,
  ) {
    super(message);
  }
}
