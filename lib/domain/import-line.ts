// One line of an import file, as people and other systems write it: what it holds, or in words what is wrong with it.
import * as z from 'zod';
import { authorSchema, isHistory, type Mention, mentionSchema } from './mention.ts';
import { type Instant, plus } from './time.ts';

const postLineSchema = mentionSchema
  .pick({ network: true, id: true, text: true, createdAt: true, url: true, inReplyTo: true, threadRoot: true })
  .extend({ author: authorSchema });

/** `ignored`: the fields that nothing reads, nearly always slips of the pen. */
export type ParsedLine<Data> = { readonly ignored: readonly string[] } & (Data | { readonly problem: string });

/** Clocks differ a little; beyond that a time is in the wrong zone or the wrong year. */
const FAST_CLOCK = { minutes: 10 };

/** The post, or what is wrong with the line. */
export function parseImportLine(value: unknown, now: Instant): ParsedLine<{ readonly mention: Mention }> {
  const parsed = parseLine(postLineSchema, value);
  if ('problem' in parsed) return parsed;
  const { data, ignored } = parsed;
  if (data.createdAt > plus(now, FAST_CLOCK)) {
    const given = shown(valueAt(value, ['createdAt']));
    return { ignored, problem: `createdAt is ${given}; expected no time in the future (it is ${now})` };
  }
  const backfill = isHistory(data.createdAt, now);
  return { ignored, mention: mentionSchema.parse({ ...data, source: 'import', backfill }) };
}

/** The line as `schema` describes it, or everything that is wrong with it, field by field. */
export function parseLine<Schema extends z.ZodObject>(
  schema: Schema,
  value: unknown,
): ParsedLine<{ readonly data: z.output<Schema> }> {
  const { data, error } = schema.safeParse(value, { error: expectation });
  const ignored = unknownFields(schema, value);
  if (!error) return { ignored, data };
  const problems = error.issues.map(({ path, message }) => {
    const given = valueAt(value, path);
    const field = path.join('.') || 'the line';
    return given === undefined ? `${field} is missing` : `${field} is ${shown(given)}; ${message}`;
  });
  return { ignored, problem: problems.join('; ') };
}

/** What is expected instead, where the schema has no words of its own for it. */
function expectation(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'object') return 'expected an object with fields';
      if (issue.expected !== 'string') return 'expected a whole number';
      return `expected text in quotes${typeof issue.input === 'number' ? ': a long number loses digits' : ''}`;
    case 'too_small':
      return issue.origin === 'string'
        ? `expected at least ${issue.minimum} character`
        : `expected ${issue.minimum} or more`;
    case 'too_big':
      return issue.origin === 'string'
        ? `expected at most ${issue.maximum} characters`
        : `expected ${issue.maximum} or less`;
    case 'invalid_value':
      return `expected one of ${issue.values.join(', ')}`;
    case 'invalid_format':
      return 'expected a web address such as https://example.org';
    default:
      return undefined;
  }
}

function unknownFields(schema: z.ZodObject, value: unknown, group = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, given]) => {
    if (!Object.hasOwn(schema.shape, name)) return [`${group}${name}`];
    const field = schema.shape[name];
    const inner = field instanceof z.ZodOptional ? field.unwrap() : field;
    return inner instanceof z.ZodObject ? unknownFields(inner, given, `${name}.`) : [];
  });
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => Object(inner)[key], value);
}

const SHOWN_CHARACTERS = 60;

function shown(given: unknown): string {
  const text = JSON.stringify(given);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
