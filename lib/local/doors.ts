// Opens the template's functions as Lambda would: each with its own environment from the template and nothing else.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { type House, type Outside, openHouse } from '../composition.ts';
import { ENTRY_METADATA, ENV } from '../config/env-names.ts';
import type { Environment } from '../config/setting-reader.ts';
import type { Resource, Template } from './template.ts';

/** Invokes a function with an event. */
export type Invoke = (event: unknown) => Promise<unknown>;

export interface Door {
  /** The function's logical id in the template. */
  readonly id: string;
  /** `functions/poll.ts` */
  readonly entry: string;
  readonly env: Environment;
  readonly invoke: Invoke;
}

/** What a function module offers: see functions/door.ts. */
interface DoorModule {
  readonly open: (env: Environment, outside: Outside) => Promise<Invoke>;
}

export interface DoorOptions {
  readonly root: string;
  /** Set over the template's values: what only a deployed stack has, and the operator's accounts. */
  readonly overrides: Environment;
  readonly outside: Outside;
}

/** Every function of the template that is part of the product. */
export async function openDoors(template: Template, options: DoorOptions): Promise<Door[]> {
  return Promise.all(doorsIn(template).map((resource) => openDoor(template, resource, options)));
}

/** The house behind a door, for what is served without Lambda. */
export function houseBehind(door: Door, outside: Outside): Promise<House> {
  return openHouse(door.env, outside);
}

/** What the template tells its functions, all of them together, for a command that needs the tables and queues. */
export function environmentOf(template: Template): Record<string, string> {
  const forDeploymentOnly: readonly string[] = [ENV.secretsPath, ENV.watchlist, ENV.deskUrl];
  const all = doorsIn(template).flatMap((resource) => Object.entries(variablesOf(template, resource)));
  return Object.fromEntries(all.filter(([name]) => !forDeploymentOnly.includes(name)));
}

function doorsIn(template: Template): Resource[] {
  return template.ofType('AWS::Lambda::Function').filter(({ Metadata }) => Metadata[ENTRY_METADATA] !== undefined);
}

const variablesSchema = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.string()) }) });

function variablesOf(template: Template, resource: Resource): Record<string, string> {
  return variablesSchema.parse(template.resolve(resource.Properties)).Environment.Variables;
}

async function openDoor(template: Template, resource: Resource, options: DoorOptions): Promise<Door> {
  const entry = String(resource.Metadata[ENTRY_METADATA]);
  const env = { ...variablesOf(template, resource), ...options.overrides };
  const module: DoorModule = await import(pathToFileURL(join(options.root, entry)).href);
  return { id: resource.id, entry, env, invoke: await module.open(env, options.outside) };
}
