import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
/** The engine answers a scan as DynamoDB would; nothing else speaks of one. */
const ENGINE = /lib[/\\]local[/\\]engines[/\\]/;

it('nothing that runs goes through the whole table, in AWS or on a laptop', () => {
  const files = globSync('{bin,functions,lib}/**/*.ts', { cwd: ROOT }).filter((file) => !ENGINE.test(file));
  expect(files.length).toBeGreaterThan(100);
  const scanning = files.filter((file) =>
    /\bScanCommand\b|\bpaginateScan\b|dynamodb:Scan/.test(readFileSync(join(ROOT, file), 'utf8')),
  );
  expect(scanning).toEqual([]);
});
