// Reads the synthesised CloudFormation templates: what is deployed is what runs here, from one definition.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
});

const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() }))
    .default({}),
});

export type Resource = z.infer<typeof resourceSchema> & { readonly id: string };

/** How a resource is referred to: what `Ref` and `Fn::GetAtt` give for it on this machine. */
interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Template {
  /** Every resource of the given type, over all stacks. */
  ofType(type: string): Resource[];
  /** A value with its Ref, Fn::GetAtt, Fn::ImportValue and Fn::Join resolved. Throws for any other function. */
  resolve(value: unknown): unknown;
  /** Says what a resource is on this machine; until then it is known by its logical id only. */
  identify(id: string, identity: Identity): void;
}

const STACKS = ['EarshotData', 'EarshotApp'];

/** The templates in the directory that `npm run synth` (or the start) wrote. */
export function readTemplate(directory: string): Template {
  const stacks = STACKS.map((name) => {
    return templateSchema.parse(JSON.parse(readFileSync(join(directory, `${name}.template.json`), 'utf8')));
  });
  const resources = stacks.flatMap(({ Resources }) => Object.entries(Resources).map(([id, each]) => ({ id, ...each })));
  const outputs = stacks.flatMap(({ Outputs }) => Object.values(Outputs));
  const exported = new Map(outputs.map(({ Value, Export }) => [Export?.Name, Value]));
  const identities = new Map<string, Identity>();
  return {
    ofType: (type) => resources.filter(({ Type }) => Type === type),
    resolve: (value) => resolve({ identities, exported }, value),
    identify: (id, identity) => {
      identities.set(id, identity);
    },
  };
}

interface Names {
  readonly identities: ReadonlyMap<string, Identity>;
  readonly exported: ReadonlyMap<string | undefined, unknown>;
}

function resolve(names: Names, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => resolve(names, each));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[name, argument] = ['', undefined]] = entries;
  if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) return apply(names, name, argument);
  return Object.fromEntries(entries.map(([key, each]) => [key, resolve(names, each)]));
}

function apply(names: Names, name: string, argument: unknown): unknown {
  switch (name) {
    case 'Ref':
      return refer(names, String(argument));
    case 'Fn::GetAtt': {
      const [id = '', attribute = ''] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
      return names.identities.get(id)?.attributes[attribute] ?? `${id}.${attribute}`;
    }
    case 'Fn::ImportValue': {
      const imported = String(resolve(names, argument));
      if (!names.exported.has(imported)) throw new Error(`the template imports "${imported}", which no stack exports`);
      return resolve(names, names.exported.get(imported));
    }
    case 'Fn::Join': {
      const [separator, parts] = z.tuple([z.string(), z.array(z.unknown())]).parse(argument);
      return parts.map((part) => String(resolve(names, part))).join(separator);
    }
    default:
      throw new Error(`the local runtime does not know ${name}; use Ref, Fn::GetAtt, Fn::ImportValue or Fn::Join`);
  }
}

function refer({ identities }: Names, id: string): string {
  return identities.get(id)?.ref ?? id;
}
