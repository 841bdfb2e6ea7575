// What whoever speaks with a customer next must know at a glance: what was said, done and promised, and what is open.
import type { Contact } from './customer.ts';
import { isOwed, type Thread } from './thread.ts';
import { type Instant, secondsBetween } from './time.ts';
import { givenPromises } from './watch.ts';

/** Something the brand did, for people: "Answered on x: “We are sorry …”". */
export interface Deed {
  readonly text: string;
  readonly by: string;
  readonly at: Instant;
}

interface PromiseInForce {
  readonly text: string;
  readonly by: string;
  readonly dueAt: Instant;
  readonly isBroken: boolean;
  /** Absent where it was given in a contact. */
  readonly threadId?: string;
}

export interface CustomerSummary {
  readonly said?: { readonly text: string; readonly where: string; readonly at: Instant };
  readonly done?: Deed;
  readonly promised: readonly PromiseInForce[];
  /** The open thread that is most urgent. */
  readonly openThread?: Thread;
}

export interface Story {
  readonly threads: readonly Thread[];
  readonly contacts: readonly Contact[];
  /** What the brand did in the threads. */
  readonly deeds: readonly Deed[];
}

const MOST_WORDS = 200;
/** Nobody can say of a contact's promise that it was kept; after this it is history. */
const DAYS_AFTER = 30;

export function customerSummary(story: Story, now: Instant): CustomerSummary {
  const said = latest([...story.threads.flatMap(saidInThread), ...story.contacts.flatMap(saidInContact)]);
  const done = latest([...story.deeds, ...story.contacts.flatMap(doneInContact)]);
  const openThread = mostUrgent(story.threads);
  return {
    ...(said ? { said } : {}),
    ...(done ? { done } : {}),
    promised: promisesIn(story, now),
    ...(openThread ? { openThread } : {}),
  };
}

/** What has a deadline first, the first due first; then what waits for the customer, the last heard first. */
export function mostUrgent(threads: readonly Thread[]): Thread | undefined {
  const owed = threads.filter(({ status }) => isOwed(status));
  if (owed.length > 0) return owed.toSorted((a, b) => ((a.dueAt ?? a.heardAt) < (b.dueAt ?? b.heardAt) ? -1 : 1))[0];
  const waiting = threads.filter(({ status }) => status === 'waiting');
  return waiting.toSorted((a, b) => (a.heardAt < b.heardAt ? 1 : -1))[0];
}

function saidInThread({ excerpt, network, heardAt }: Thread) {
  return excerpt === '' ? [] : [{ text: excerpt, where: network, at: heardAt }];
}

function saidInContact({ channel, summary, at, message }: Contact) {
  return isOurs({ channel, message }) ? [] : [{ text: cut(summary), where: channel, at }];
}

function doneInContact({ channel, summary, by, at, message }: Contact): Deed[] {
  if (!isOurs({ channel, message }) || message?.state === 'failed') return [];
  return [{ text: `${message ? 'Answered by e-mail' : 'Noted'}: ${cut(summary)}`, by, at }];
}

/** Whether the brand wrote it, and not the customer. */
function isOurs({
  channel,
  message,
}: {
  channel: Contact['channel'];
  message: Contact['message'] | undefined;
}): boolean {
  return channel === 'note' || message?.direction === 'out';
}

function promisesIn({ threads, contacts }: Story, now: Instant): PromiseInForce[] {
  const inThreads = threads.flatMap((thread) =>
    givenPromises(thread).map(({ text, by, dueAt, brokenAt }) => {
      return { text, by, dueAt, isBroken: brokenAt !== undefined || dueAt < now, threadId: thread.id };
    }),
  );
  const inContacts = contacts.flatMap(({ promise, by }) =>
    promise && secondsBetween(promise.dueAt, now) <= DAYS_AFTER * 86_400
      ? [{ ...promise, by, isBroken: promise.dueAt < now }]
      : [],
  );
  return [...inThreads, ...inContacts].toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
}

function latest<T extends { readonly at: Instant }>(all: readonly T[]): T | undefined {
  return all.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length > MOST_WORDS ? `${characters.slice(0, MOST_WORDS - 1).join('')}…` : text;
}
