// Reads a template against AWS's own resource specification, offline: unknown or missing properties, wrong types, dead references.
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Template } from './synthesised.ts';

type Value = unknown;
type ResourceSpec = NonNullable<ReturnType<typeof specOf>>;
type Properties = ResourceSpec['properties'];
type PropertyType = Properties[string]['type'];

const specification = loadAwsServiceSpecSync();

/** Every way in which the template departs from the specification, one sentence each; `exports` are what other stacks offer. */
export function departures(template: Template, exports: readonly string[] = []): readonly string[] {
  const own = Object.entries(template.Resources).flatMap(([id, { Type, Properties: given = {} }]) => {
    if (isCustom(Type)) return [];
    const spec = specOf(Type);
    return spec === undefined ? [`${id}: unknown type ${Type}`] : properties(spec.properties, given, `${id} (${Type})`);
  });
  return [...own, ...references(template, template.Resources, { exports, where: 'Resources' })];
}

function properties(specs: Properties, given: object, where: string): readonly string[] {
  const values: ReadonlyMap<string, Value> = new Map(Object.entries(given));
  const unknown = [...values.keys()].filter((name) => specs[name] === undefined);
  const missing = Object.keys(specs).filter((name) => specs[name]?.required && !values.has(name));
  return [
    ...unknown.map((name) => `${where}.${name}: unknown property`),
    ...missing.map((name) => `${where}.${name}: required`),
    ...Object.entries(specs).flatMap(([name, { type }]) =>
      values.has(name) ? typed(type, values.get(name), `${where}.${name}`) : [],
    ),
  ];
}

function typed(type: PropertyType, value: Value, where: string): readonly string[] {
  if (isIntrinsic(value)) return [];
  const wrong = [`${where}: ${JSON.stringify(value)} is no ${type.type}`];
  switch (type.type) {
    case 'string':
      if (!['string', 'number', 'boolean'].includes(typeof value)) return wrong;
      if (type.allowedValues === undefined || type.allowedValues.includes(String(value))) return [];
      return [`${where}: ${String(value)} is none of ${type.allowedValues.join(', ')}`];
    case 'integer':
      return Number.isInteger(Number(value)) ? [] : wrong;
    case 'number':
      return Number.isFinite(Number(value)) ? [] : wrong;
    case 'boolean':
      return ['true', 'false'].includes(String(value)) ? [] : wrong;
    case 'array':
      if (!Array.isArray(value)) return wrong;
      return value.flatMap((item, index) => typed(type.element, item, `${where}[${index}]`));
    case 'ref':
      if (typeof value !== 'object' || value === null) return wrong;
      return properties(specification.get('typeDefinition', type.reference).properties, value, where);
    case 'union':
      return type.types.some((each) => typed(each, value, where).length === 0) ? [] : wrong;
    default:
      return [];
  }
}

interface Surroundings {
  readonly exports: readonly string[];
  readonly where: string;
}

function references(template: Template, value: Value, { exports, where }: Surroundings): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...dead(template, { key, inner }, exports).map((problem) => `${where}: ${problem}`),
    ...references(template, inner, { exports, where: `${where}.${key}` }),
  ]);
}

function dead(
  template: Template,
  { key, inner }: { key: string; inner: Value },
  exports: readonly string[],
): readonly string[] {
  if (key === 'Ref' && typeof inner === 'string') {
    const known = inner.startsWith('AWS::') || inner in template.Resources || inner in (template.Parameters ?? {});
    return known ? [] : [`Ref to ${inner}, which is not there`];
  }
  if (key === 'Fn::ImportValue' && typeof inner === 'string') {
    return exports.includes(inner) ? [] : [`import of ${inner}, which no stack exports`];
  }
  if (key === 'Fn::GetAtt' && Array.isArray(inner)) {
    const [id, attribute] = inner.map(String);
    const target = template.Resources[id ?? ''];
    if (target === undefined) return [`attribute of ${id}, which is not there`];
    const known =
      isCustom(target.Type) || attribute === undefined || attribute in (specOf(target.Type)?.attributes ?? {});
    return known ? [] : [`${target.Type} has no attribute ${attribute}`];
  }
  return [];
}

function specOf(type: string) {
  return specification.lookup('resource', 'cloudFormationType', 'equals', type)[0];
}

function isCustom(type: string): boolean {
  return type.startsWith('Custom::');
}

/** A value that is known only at deployment. */
function isIntrinsic(value: Value): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const [key, ...others] = Object.keys(value);
  return others.length === 0 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'));
}
