// The templates as `node bin/app.ts` writes them, synthesised once a test file into a directory of its own.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { earshotApp } from '../../lib/infra/earshot-app.ts';

export interface Resource {
  readonly Type: string;
  // CloudFormation's own shapes, different for each type: a test that reads a wrong path fails.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly Properties: any;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: string } }>>;
}

export interface Synthesised {
  readonly data: Template;
  readonly app: Template;
  /** Resources of both stacks by logical id. */
  readonly resources: Readonly<Record<string, Resource>>;
}

/** Both templates, without code; `change` may add to the app before they are written. */
export function synthesise(change: (app: App) => void = () => undefined): Synthesised {
  const outdir = mkdtempSync(join(tmpdir(), 'earshot-synth-'));
  try {
    const house = earshotApp({ outdir });
    change(house);
    house.synth();
    const data = read(outdir, 'EarshotData');
    const app = read(outdir, 'EarshotApp');
    return { data, app, resources: { ...data.Resources, ...app.Resources } };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Every resource of one type, with its logical id. */
export function ofType({ resources }: Synthesised, type: string): readonly (readonly [string, Resource])[] {
  return Object.entries(resources).filter(([, resource]) => resource.Type === type);
}

/** The house's own functions by the name of their door, e.g. `poll`. */
export function doors(synthesised: Synthesised): ReadonlyMap<string, readonly [string, Resource]> {
  const found = new Map<string, readonly [string, Resource]>();
  for (const [id, resource] of ofType(synthesised, 'AWS::Lambda::Function')) {
    const entry = resource.Metadata?.['earshot:entry'];
    if (typeof entry === 'string') found.set(entry.replace(/^functions\/|\.ts$/g, ''), [id, resource]);
  }
  return found;
}

function read(outdir: string, stack: string): Template {
  return JSON.parse(readFileSync(join(outdir, `${stack}.template.json`), 'utf8'));
}
