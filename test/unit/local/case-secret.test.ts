// Links that were sent stay good: the secret behind them is made once.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseSecretIn } from '../../../lib/local/case-secret.ts';

describe('the secret of the customer page on a laptop', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'earshot-secret-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is the same at the next start, and another one for other data', () => {
    const secret = caseSecretIn(folder);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(caseSecretIn(folder)).toBe(secret);
    rmSync(join(folder, 'case-link-secret'));
    expect(caseSecretIn(folder)).not.toBe(secret);
  });

  it('is read by the owner alone, and leaves nothing else behind', () => {
    caseSecretIn(folder);
    caseSecretIn(folder);
    expect(readdirSync(folder)).toEqual(['case-link-secret']);
    expect(statSync(join(folder, 'case-link-secret')).mode & 0o077).toBe(0);
  });

  it('lasts as long as the process where no data is kept', () => {
    expect(caseSecretIn(undefined)).not.toBe(caseSecretIn(undefined));
    expect(readdirSync(folder)).toEqual([]);
  });
});
