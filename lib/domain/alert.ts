// What the team chat is told, of a thread or of Earshot itself: enough to act on, nothing personal.
import type { Notice } from './notice.ts';
import { maskPersonalData } from './personal-data.ts';
import { whyHere } from './priority.ts';
import { EXCERPT_LENGTH, listOf, type Thread } from './thread.ts';
import type { Instant } from './time.ts';

export interface Alert {
  /** Of the thread or the notice: messages with the same id belong together. */
  readonly id: string;
  readonly about: 'complaint' | 'earshot';
  readonly title: string;
  /** A masked excerpt of the post, or what is to be said of Earshot. */
  readonly excerpt: string;
  /** Label and value, e.g. Network, Cause, Due. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** Opens it in the desk. */
  readonly url: string;
}

const FOR_FEWER = 'Its author shows it to a smaller circle: read it in the desk.';

/** `deskUrl` is where the desk is opened, without a trailing slash. */
export function alertFor(thread: Thread, deskUrl: string, now: Instant): Alert {
  const sample = thread.sample ? '[Sample] ' : '';
  const what = thread.decision === 'complaint' ? 'Complaint' : 'Perhaps a complaint';
  return {
    id: thread.id,
    about: 'complaint',
    title: `${sample}${what} on ${thread.network}, case ${thread.caseNumber}`,
    excerpt: thread.deskOnly ? FOR_FEWER : maskPersonalData(wholeWords(thread.excerpt)),
    facts: [
      ['Why now', whyHere(thread, now)],
      ...(thread.causes.length > 0 ? [['Cause', thread.causes.join(', ')] as const] : []),
      ...(thread.author.followers === undefined ? [] : [['Followers', String(thread.author.followers)] as const]),
    ],
    url: `${deskUrl}/#/inbox/${listOf(thread)}/${thread.id}`,
  };
}

/** What time has done to a thread: `about` names the promise. */
export interface Reminder {
  readonly reason: 'deadline-soon' | 'solution' | 'promise';
  readonly about?: string | undefined;
}

const REMINDER_WORDS: Readonly<Record<Reminder['reason'], string>> = {
  'deadline-soon': 'Answer due soon',
  solution: 'Not solved in time',
  promise: 'Promise broken',
};

/** The alert as a reminder: what it is about comes first. */
export function asReminder(alert: Alert, { promises = [] }: Thread, { reason, about }: Reminder): Alert {
  const promise = reason === 'promise' ? promises.find(({ id }) => id === about) : undefined;
  const facts = promise ? [[`Promised by ${promise.by}`, maskPersonalData(promise.text)] as const] : [];
  return { ...alert, title: `${REMINDER_WORDS[reason]}: ${alert.title}`, facts: [...facts, ...alert.facts] };
}

/** The alert with the name of the rule that has the team told, if one has. */
export function askedByRule(alert: Alert, rule: string | undefined): Alert {
  return rule === undefined ? alert : { ...alert, facts: [['Rule', rule], ...alert.facts] };
}

export function alertOfNotice({ id, title, text }: Notice, deskUrl: string): Alert {
  return { id, about: 'earshot', title, excerpt: text, facts: [], url: `${deskUrl}/#/settings` };
}

/** Half an address would not be recognised, and so not masked: what the excerpt cuts through is left out. */
function wholeWords(excerpt: string): string {
  return [...excerpt].length < EXCERPT_LENGTH ? excerpt : excerpt.replace(/[\p{L}\p{N}_.+%'@-]{0,80}$/u, '…');
}
