/** Answers for how GitHub words that a query asks for a field there is none of: feature detection goes by its code. */
import {
  FieldsOnCorrectTypeRule,
  GraphQLError,
  Kind,
  specifiedRules,
  validate,
  type ASTNode,
  type ASTVisitor,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationContext,
} from 'graphql';

function undefinedFieldRule(context: ValidationContext): ASTVisitor {
  return {
    Field(node, _key, _parent, _path, ancestors) {
      const type = context.getParentType();
      if (!type || context.getFieldDef()) return;
      const fieldName = node.name.value;
      context.reportError(
        new GraphQLError(`Field '${fieldName}' doesn't exist on type '${type.name}'`, {
          nodes: node,
          path: [...above(ancestors), fieldName],
          extensions: { code: 'undefinedField', typeName: type.name, fieldName },
        }),
      );
    },
  };
}

/** Names of the fields around one, as the path of an answer has them. */
const above = (ancestors: readonly (ASTNode | readonly ASTNode[])[]): string[] => [
  'query',
  ...ancestors.flatMap((one) => ('kind' in one && one.kind === Kind.FIELD ? [(one.alias ?? one.name).value] : [])),
];

const rules = [...specifiedRules.filter((rule) => rule !== FieldsOnCorrectTypeRule), undefinedFieldRule];

export const problemsOf = (schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] =>
  validate(schema, document, rules);
