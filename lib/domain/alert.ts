// What the team chat is told of a thread: enough to act on, nothing personal.
import { maskPersonalData } from './personal-data.ts';
import { whyHere } from './priority.ts';
import { EXCERPT_LENGTH, type Thread } from './thread.ts';
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

/** `deskUrl` is where the desk is opened, without a trailing slash. */
export function alertFor(thread: Thread, deskUrl: string, now: Instant): Alert {
  const sample = thread.sample ? '[Sample] ' : '';
  const what = thread.decision === 'complaint' ? 'Complaint' : 'Perhaps a complaint';
  return {
    threadId: thread.id,
    title: `${sample}${what} on ${thread.network}, case ${thread.caseNumber}`,
    excerpt: maskPersonalData(wholeWords(thread.excerpt)),
    facts: [
      ['Why now', whyHere(thread, now)],
      ...(thread.causes.length > 0 ? [['Cause', thread.causes.join(', ')] as const] : []),
      ...(thread.author.followers === undefined ? [] : [['Followers', String(thread.author.followers)] as const]),
    ],
    url: `${deskUrl}/#/inbox/${thread.status}/${thread.id}`,
  };
}

/** Half an address would not be recognised, and so not masked: what the excerpt cuts through is left out. */
function wholeWords(excerpt: string): string {
  return [...excerpt].length < EXCERPT_LENGTH ? excerpt : excerpt.replace(/[\p{L}\p{N}_.+%'@-]{0,80}$/u, '…');
}
