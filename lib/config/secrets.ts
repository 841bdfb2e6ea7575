// Reads the operator's secrets from SSM, in AWS only: on a laptop they stand in the environment.
import { paginateGetParametersByPath, SSMClient } from '@aws-sdk/client-ssm';
import type { Environment } from './setting-reader.ts';

/** Every parameter under `path`, by the last part of its name, e.g. `/earshot/X_APP_KEY` as `X_APP_KEY`. No path: none. */
export async function readSecrets(path: string | undefined): Promise<Environment> {
  if (!path) return {};
  const secrets: Record<string, string | undefined> = {};
  const pages = paginateGetParametersByPath({ client: new SSMClient({}) }, { Path: path, WithDecryption: true });
  for await (const page of pages) {
    for (const { Name = '', Value } of page.Parameters ?? []) secrets[Name.slice(Name.lastIndexOf('/') + 1)] = Value;
  }
  return secrets;
}
