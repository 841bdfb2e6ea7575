// Keeps the codes that customers are to send from another channel: one a customer, for a day, for one use.
import type { LinkCode } from '../domain/link-code.ts';
import { epochMs, type Instant } from '../domain/time.ts';
import { type Db, type Outcome, read, transact, type Write } from './db.ts';
import { key } from './table.ts';

/** The code in force; the item may stand for a while after it has run out. */
export async function getLinkCode(db: Db, code: string): Promise<LinkCode | undefined> {
  return read<LinkCode>(db, key.linkCode(code));
}

interface CodeOf {
  readonly code: string;
  readonly version: number;
}

export async function getCodeOf(db: Db, customerId: string): Promise<CodeOf | undefined> {
  return read<CodeOf>(db, key.codeOf(customerId));
}

/** The only code of its customer from now on; refused when it is taken, or another was made since `before` was read. */
export async function putLinkCode(db: Db, link: LinkCode, before: CodeOf | undefined): Promise<Outcome> {
  const { code, customerId } = link;
  const ttl = seconds(link.expiresAt);
  const version = (before?.version ?? 0) + 1;
  const when = before ? { version: before.version } : ('new' as const);
  return transact(db, [
    { check: key.customer(customerId), when: 'exists' },
    { put: key.linkCode(code), doc: link, ttl, when: 'new' },
    { put: key.codeOf(customerId), doc: { code, version } satisfies CodeOf, version, ttl, when },
    ...(before ? [{ remove: key.linkCode(before.code) }] : []),
  ]);
}

/** Uses a code up; refused when somebody else was faster, or its customer is gone. */
export function useLinkCode({ code, customerId }: LinkCode): Write[] {
  return [
    { check: key.customer(customerId), when: 'exists' },
    { remove: key.linkCode(code), when: 'exists' },
    { remove: key.codeOf(customerId) },
  ];
}

function seconds(at: Instant): number {
  return Math.ceil(epochMs(at) / 1000);
}
