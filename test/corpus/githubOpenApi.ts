/** Answers for what the OpenAPI description of GitHub's REST API says of answers and requests. */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

type Json = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Json;
}

interface Operation {
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>
  >;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const mostAPage = 100;

export class GitHubOpenApi {
  private readonly ajv = new Ajv({ strict: false, allErrors: false });
  private readonly answers = new Map<string, ValidateFunction | null>();

  private constructor(private readonly description: Description) {
    addFormats(this.ajv);
    const schemas = Object.entries(description.components.schemas ?? {}).map(([name, one]) => [
      name,
      asJsonSchema(one),
    ]);
    this.ajv.addSchema({ $id: 'github', components: { schemas: Object.fromEntries(schemas) as Json } });
  }

  static async load(path: string): Promise<GitHubOpenApi> {
    return new GitHubOpenApi(JSON.parse(gunzipSync(await readFile(path)).toString()) as Description);
  }

  /** Why an answer is not one the description allows; null when it is. */
  answerProblem(path: string, status: number, body: unknown): string | null {
    const template = this.templateOf(path);
    const operation = template === null ? undefined : this.description.paths[template]?.get;
    if (template === null || operation === undefined) return `no such path: ${path}`;
    const key = `${template} ${status}`;
    let validate = this.answers.get(key);
    if (validate === undefined) {
      const response = this.resolved(operation.responses[String(status)]) as Operation['responses'][string] | undefined;
      if (response === undefined) return `${template} does not answer ${status}`;
      const schema = response.content?.['application/json']?.schema ?? null;
      validate = schema === null ? null : this.ajv.compile(asJsonSchema(schema) as Json);
      this.answers.set(key, validate);
    }
    if (validate === null) return body === null ? null : `${template} ${status} has no body`;
    if (!validate(body)) return `${template} ${status}: ${this.ajv.errorsText(validate.errors)}`;
    const unknown = this.unknownFields(operation, status, body);
    return unknown.length === 0 ? null : `${template} ${status}: it knows no ${unknown.join(', ')}`;
  }

  /** Why a request is not one the description knows; null when it is. */
  requestProblem(method: string, path: string, query: Readonly<Record<string, string>>): string | null {
    const template = this.templateOf(path);
    const operation = template === null ? undefined : this.description.paths[template]?.[method.toLowerCase()];
    if (operation === undefined) return `no such request: ${method} ${path}`;
    const parameters = (operation.parameters ?? []).map((one) => this.resolved(one) as Parameter);
    for (const [name, text] of Object.entries(query)) {
      const parameter = parameters.find((one) => one.in === 'query' && one.name === name);
      if (parameter === undefined) return `${template} has no ${name}`;
      const schema = asJsonSchema(parameter.schema) as Json;
      const value = valueOf(text, schema.type);
      if (!this.ajv.validate(schema, value)) return `${template} ${name}=${text}: ${this.ajv.errorsText()}`;
      // Said in words only.
      if (name === 'per_page' && Number(value) > mostAPage) return `${template} ${name}=${text}: at most ${mostAPage}`;
    }
    return null;
  }

  private templateOf(path: string): string | null {
    const parts = path.split('/');
    const fits = (template: string): boolean => {
      const wanted = template.split('/');
      return wanted.length === parts.length && wanted.every((part, at) => part.startsWith('{') || part === parts[at]);
    };
    const found = Object.keys(this.description.paths).filter(fits);
    // `/issues/comments` is not an issue's number.
    return found.sort((a, b) => placesIn(a) - placesIn(b))[0] ?? null;
  }

  private resolved(value: unknown): unknown {
    const reference = (value as { readonly $ref?: unknown } | undefined)?.$ref;
    if (typeof reference !== 'string') return value;
    const [, , area = '', name = ''] = reference.split('/');
    return this.description.components[area]?.[name];
  }

  /** Fields of a record, or of each of a list, that its schema does not name: most schemas allow any others. */
  private unknownFields(operation: Operation, status: number, body: unknown): readonly string[] {
    const response = this.resolved(operation.responses[String(status)]) as Operation['responses'][string];
    const schema = response.content?.['application/json']?.schema;
    const records = (Array.isArray(body) ? (body as unknown[]) : [body]) as Json[];
    const whole = this.resolved(Array.isArray(body) ? schema?.items : schema) as Json | undefined;
    const choices = ((whole?.oneOf as unknown[] | undefined) ?? [whole]).map(
      (one) => this.resolved(one) as Json | undefined,
    );
    if (choices.some((one) => one?.properties === undefined)) return [];
    const known = new Set(choices.flatMap((one) => Object.keys(one?.properties as Json)));
    return [...new Set(records.flatMap((record) => Object.keys(record)))].filter((name) => !known.has(name));
  }
}

const placesIn = (template: string): number => template.split('{').length;

const valueOf = (text: string, type: unknown): unknown =>
  type === 'integer' ? Number(text) : type === 'boolean' && /^(true|false)$/.test(text) ? text === 'true' : text;

/**
 * OpenAPI 3.0 says `nullable` where JSON Schema says `null` is one of the types; `discriminator` only helps to choose
 * among `oneOf`. See https://spec.openapis.org/oas/v3.0.3#schema-object
 */
function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema);
  if (typeof value !== 'object' || value === null) return value;
  const schema: Record<string, unknown> = {};
  for (const [name, below] of Object.entries(value)) {
    schema[name] = name === '$ref' && typeof below === 'string' ? below.replace(/^#/, 'github#') : asJsonSchema(below);
  }
  const { nullable } = value as { readonly nullable?: unknown };
  if (nullable !== true) return schema;
  delete schema.nullable;
  return { anyOf: [schema, { type: 'null' }] };
}
