/** Answers for what GitHub's public GraphQL schema says of queries, and of the schema the loopback GitHub has. */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  parse,
  validate,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

export async function loadPublicSchema(path: string): Promise<GraphQLSchema> {
  return buildSchema(gunzipSync(await readFile(path)).toString(), { assumeValidSDL: true });
}

/** Why a document is none the schema allows; empty when it is. */
export const documentProblems = (schema: GraphQLSchema, document: string): readonly string[] =>
  validate(schema, parse(document)).map(({ message }) => message);

/** What of a schema the whole one has not, or has otherwise. */
export function beyond(part: GraphQLSchema, whole: GraphQLSchema): readonly string[] {
  const types = Object.values(part.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  return types.flatMap((type) => typeProblems(type, whole.getType(type.name) ?? null));
}

function typeProblems(type: GraphQLNamedType, other: GraphQLNamedType | null): readonly string[] {
  if (other === null) return [`there is no type ${type.name}`];
  if (type.constructor !== other.constructor) return [`${type.name} is of another kind`];
  if (isEnumType(type) && isEnumType(other)) {
    return beside(type.name, namesOf(type.getValues()), namesOf(other.getValues()));
  }
  if (isUnionType(type) && isUnionType(other)) {
    return beside(type.name, namesOf(type.getTypes()), namesOf(other.getTypes()));
  }
  if (isInputObjectType(type) && isInputObjectType(other)) {
    return inputProblems(type.name, Object.values(type.getFields()), Object.values(other.getFields()));
  }
  if ((isObjectType(type) && isObjectType(other)) || (isInterfaceType(type) && isInterfaceType(other))) {
    const known = other.getFields();
    return [
      ...beside(type.name, namesOf(type.getInterfaces()), namesOf(other.getInterfaces())),
      ...Object.values(type.getFields()).flatMap((field) => fieldProblems(type.name, field, known[field.name])),
    ];
  }
  return [];
}

type Field = GraphQLField<unknown, unknown>;

function fieldProblems(typeName: string, field: Field, other: Field | undefined): readonly string[] {
  const name = `${typeName}.${field.name}`;
  if (other === undefined) return [`there is no ${name}`];
  const kind = String(field.type) === String(other.type) ? [] : [`${name} is ${String(other.type)}`];
  return [...kind, ...inputProblems(name, field.args, other.args)];
}

interface Input {
  readonly name: string;
  readonly type: unknown;
  readonly defaultValue?: unknown;
}

function inputProblems(of: string, ours: readonly Input[], theirs: readonly Input[]): readonly string[] {
  const missing = theirs
    .filter(
      ({ name, type, defaultValue }) =>
        String(type).endsWith('!') && defaultValue === undefined && !namesOf(ours).includes(name),
    )
    .map(({ name }) => `${of}(${name}) is needed`);
  const wrong = ours.flatMap(({ name, type }) => {
    const other = theirs.find((one) => one.name === name);
    if (other === undefined) return [`there is no ${of}(${name})`];
    return String(other.type) === String(type) ? [] : [`${of}(${name}) is ${String(other.type)}`];
  });
  return [...missing, ...wrong];
}

const namesOf = (named: readonly { readonly name: string }[]): readonly string[] => named.map(({ name }) => name);

const beside = (of: string, ours: readonly string[], theirs: readonly string[]): readonly string[] =>
  ours.filter((name) => !theirs.includes(name)).map((name) => `${of} has no ${name}`);
