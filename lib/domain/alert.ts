// What the team chat is told of a thread: enough to act on, nothing personal.
import { maskPersonalData } from './personal-data.ts';
import { whyHere } from './priority.ts';
import type { Thread } from './thread.ts';
import type { Instant } from './time.ts';

export interface Alert {
  readonly threadId: string;
  readonly title: string;
  /** A masked excerpt of the post. */
  readonly excerpt: string;
  /** Label and value, e.g. Network, Cause, Due. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** Opens the thread in the desk. */
  readonly url: string;
}

const EXCERPT_LENGTH = 200;

/** `deskUrl` is where the desk is opened, without a trailing slash. */
export function alertFor(thread: Thread, deskUrl: string, now: Instant): Alert {
  const sample = thread.sample ? '[Sample] ' : '';
  const what = thread.decision === 'complaint' ? 'Complaint' : 'Perhaps a complaint';
  return {
    threadId: thread.id,
    title: `${sample}${what} on ${thread.network}, case ${thread.caseNumber}`,
    excerpt: maskPersonalData(thread.excerpt).slice(0, EXCERPT_LENGTH),
    facts: [
      ['Why now', whyHere(thread, now)],
      ...(thread.causes.length > 0 ? [['Cause', thread.causes.join(', ')] as const] : []),
      ...(thread.author.followers === undefined ? [] : [['Followers', String(thread.author.followers)] as const]),
    ],
    url: `${deskUrl}/#/inbox/${thread.status}/${thread.id}`,
  };
}
