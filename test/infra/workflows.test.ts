import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const ci = readFileSync('.github/workflows/ci.yml', 'utf8');
const deploy = readFileSync('.github/workflows/deploy.yml', 'utf8');

it('a change is checked by what a clean clone is checked by', () => {
  expect(ci).toContain('run: bash .ci/run');
});

it('nothing is deployed that has not passed every check', () => {
  expect(deploy).toMatch(/check:\n\s+uses: \.\/\.github\/workflows\/ci\.yml/);
  expect(deploy).toMatch(/deploy:\n\s+needs: check\n/);
});

it('no key is stored: AWS trusts the protected environment of the repository', () => {
  expect(deploy).toContain('id-token: write');
  expect(deploy).toContain('environment: production');
  expect(ci + deploy).not.toMatch(/secrets\.|aws-access-key-id|aws-secret-access-key/);
});

it('both stacks are deployed as they were synthesised', () => {
  expect(deploy).toMatch(/npm run synth[\s\S]*cdk deploy --app cdk\.out --all/);
});
