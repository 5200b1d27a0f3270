/**
 * Answers for what a query costs, worked out before it is run.
 * Rule: https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
import {
  getArgumentValues,
  getNamedType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

export interface QueryCost {
  /** Points: how many requests for lists it stands for, by hundreds; at least 1. */
  readonly points: number;
  readonly nodes: number;
}

export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): QueryCost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  let requests = 0;
  let nodes = 0;

  /** @param times how often these fields are read at most */
  function count(set: SelectionSetNode, typeName: string, times: number): void {
    for (const selection of set.selections) {
      switch (selection.kind) {
        case Kind.FIELD:
          countField(selection, typeName, times);
          break;
        case Kind.INLINE_FRAGMENT:
          count(selection.selectionSet, selection.typeCondition?.name.value ?? typeName, times);
          break;
        case Kind.FRAGMENT_SPREAD: {
          const fragment = fragments.get(selection.name.value);
          if (fragment !== undefined) count(fragment.selectionSet, fragment.typeCondition.name.value, times);
        }
      }
    }
  }

  function countField(field: FieldNode, typeName: string, times: number): void {
    const type = schema.getType(typeName);
    const definition = isObjectType(type) ? type.getFields()[field.name.value] : undefined;
    if (definition === undefined || field.selectionSet === undefined) return;
    const given = getArgumentValues(definition, field, variables);
    const below = getNamedType(definition.type).name;
    let each = times;
    if (below.endsWith('Connection')) {
      requests += times;
      each = times * pageSize(given);
      nodes += each;
    } else if (Array.isArray(given.ids)) {
      each = times * given.ids.length;
      nodes += each;
    }
    count(field.selectionSet, below, each);
  }

  const root = schema.getQueryType()?.name ?? '';
  count(operation.selectionSet, root, 1);
  return { points: Math.max(1, Math.round(requests / 100)), nodes };
}

const pageSize = ({ first, last }: Readonly<Record<string, unknown>>): number =>
  typeof first === 'number' ? first : typeof last === 'number' ? last : 1;
