// A customer as the desk sees them: what to know at a glance, what belongs to them, and their newest story.
import type { Contact } from '../domain/customer.ts';
import { customerSummary } from '../domain/customer-summary.ts';
import { nextStep } from '../domain/next-step.ts';
import { listOf, type Thread } from '../domain/thread.ts';
import type { Instant } from '../domain/time.ts';
import { shownState } from '../flows/answer-email.ts';
import type { CustomerStory, OpenSuggestion } from '../flows/read-customer.ts';
import type { CustomerView, LinkView, SuggestionView } from './customer-schemas.ts';

/** Characters of a whole e-mail that the page shows; an export holds all that is kept. */
const MOST_WHOLE = 2000;

export function customerView(story: CustomerStory, now: Instant): CustomerView {
  const { customer, links, threads, contacts, more, suggestions } = story;
  const timeline: CustomerView['timeline'] = [
    ...threads.map(threadEntry),
    ...contacts.map((contact) => ({ type: 'contact' as const, ...contactView(contact, now) })),
  ];
  return {
    id: customer.id,
    ...(customer.name ? { name: customer.name } : {}),
    summary: summaryView(story, now),
    suggestions: suggestions.map(suggestionView),
    links: links.map(linkView),
    ...(more ? { more } : {}),
    timeline: timeline.toSorted((a, b) => (a.at < b.at ? 1 : -1)),
  };
}

/** Of a thread whose customer was erased, nobody is left to show. */
export function nobodyView(thread: Pick<Thread, 'author'>): CustomerView {
  return { id: thread.author.id, summary: { promised: [] }, suggestions: [], links: [], timeline: [] };
}

function summaryView(story: CustomerStory, now: Instant): CustomerView['summary'] {
  const { openThread, promised, ...rest } = customerSummary(story, now);
  const next = openThread && nextStep(openThread, now);
  return {
    ...rest,
    promised: [...promised],
    ...(next ? { next } : {}),
    ...(openThread ? { openThreadId: openThread.id } : {}),
  };
}

function threadEntry(thread: Thread) {
  const { id: threadId, caseNumber, network, excerpt, beganAt: at, outcome, continues } = thread;
  return {
    type: 'thread' as const,
    at,
    threadId,
    caseNumber,
    network,
    list: listOf(thread),
    excerpt,
    ...(outcome ? { outcome } : {}),
    ...(continues ? { continues: continues.caseNumber } : {}),
  };
}

function suggestionView({ id, kind, value, label, ownerId, why, basis, at }: OpenSuggestion): SuggestionView {
  return { id, kind, value, label, ...(ownerId ? { customerId: ownerId } : {}), why, basis, at };
}

function linkView({ id, kind, value, label, basis, evidence, by, at }: LinkView): LinkView {
  return { id, kind, value, label, basis, evidence, by, at };
}

function contactView(contact: Contact, now: Instant) {
  const { customerId: _customerId, knownAs: _knownAs, message, ...shown } = contact;
  if (!message) return shown;
  const { messageId: _messageId, inReplyTo: _inReplyTo, references: _references, state: _state, ...mail } = message;
  const state = shownState(contact, now);
  const whole = mail.whole === undefined ? {} : { whole: cut(mail.whole) };
  return { ...shown, message: { ...mail, ...whole, ...(state ? { state } : {}) } };
}

function cut(text: string): string {
  return text.length > MOST_WHOLE ? `${text.slice(0, MOST_WHOLE - 1)}…` : text;
}
