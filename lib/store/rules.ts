// Keeps the rules of the team: read whole, replaced whole, with who saved them when.
import { isDeepStrictEqual } from 'node:util';
import { DEFAULT_RULES } from '../domain/default-rules.ts';
import type { Rule } from '../domain/rule.ts';
import type { Instant } from '../domain/time.ts';
import { type Db, read, TRIES, transact } from './db.ts';
import { key } from './table.ts';

export interface TeamRules {
  /** 0: the team has saved none, and these are the ones it begins with. */
  readonly version: number;
  readonly rules: readonly Rule[];
  readonly changedBy?: string;
  readonly changedAt?: Instant;
}

export async function getRules(db: Db): Promise<TeamRules> {
  return (await read<TeamRules>(db, key.rules())) ?? { version: 0, rules: DEFAULT_RULES };
}

interface NewRules {
  /** The version that was read. */
  readonly version: number;
  readonly rules: readonly Rule[];
  readonly changedBy: string;
  readonly changedAt: Instant;
}

/** Replaces all rules; refused when somebody has saved since the version that was read. Saving the same twice is done once. */
export async function putRules(
  db: Db,
  { version: seen, rules, ...changed }: NewRules,
): Promise<TeamRules | { readonly refused: 'stale'; readonly by: string }> {
  const kept = { version: seen + 1, rules, ...changed };
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const standing = await getRules(db);
    if (standing.version === kept.version && isSame(standing, kept)) return standing;
    if (standing.version !== seen) return { refused: 'stale', by: standing.changedBy ?? 'nobody' };
    const when = seen === 0 ? ('new' as const) : { version: seen };
    const outcome = await transact(db, [
      { put: key.rules(), doc: kept, version: kept.version, when },
      { put: key.rulesSaved(kept.version), doc: kept, when: 'new' },
    ]);
    if (outcome.done) return kept;
  }
  throw new Error(`the rules were not saved: ${TRIES} tries were overtaken by others; try again`);
}

function isSame(standing: TeamRules, { rules, changedBy }: TeamRules): boolean {
  return standing.changedBy === changedBy && isDeepStrictEqual(standing.rules, rules);
}
