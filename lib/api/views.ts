// Nouns as the desk sees them: what is shown, in the shapes of schemas.ts.
import { livingClaim } from '../domain/claim.ts';
import type { Contact } from '../domain/customer.ts';
import { whyHere } from '../domain/priority.ts';
import type { Reply } from '../domain/reply.ts';
import type { Thread } from '../domain/thread.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import { type Instant, utcTime } from '../domain/time.ts';
import { shownState } from '../flows/answer-email.ts';
import type { CustomerStory } from '../flows/read-customer.ts';
import type { StoredPost } from '../store/threads.ts';
import type { CustomerView, EventView, PostView, ReplyView, ThreadView } from './schemas.ts';

export function threadView(thread: Thread, now: Instant): ThreadView {
  const {
    missedDeadline: _missed,
    versionToKnow: _toKnow,
    history: _history,
    deskOnly: _deskOnly,
    beganAt: _beganAt,
    dueBefore: _dueBefore,
    dueAfterReply: _after,
    claim: _claim,
    ...shown
  } = thread;
  const claim = livingClaim(thread, now);
  return {
    ...shown,
    ...(claim ? { claim } : {}),
    causes: [...thread.causes],
    risks: [...thread.risks],
    why: whyHere(thread, now),
  };
}

export function postView({ mention, assessment, goneAt }: StoredPost): PostView {
  const { id, network, text, author, createdAt, editedAt, url, inReplyTo, visibility, sample } = mention;
  return {
    id,
    network,
    text,
    author,
    createdAt,
    visibility,
    sample,
    assessment,
    ...(url ? { url } : {}),
    ...(inReplyTo ? { inReplyTo } : {}),
    // Stores tell only when a review was changed last, also of one that never was.
    ...(editedAt && editedAt !== createdAt ? { editedAt } : {}),
    ...(goneAt ? { goneAt } : {}),
  };
}

export function replyView(reply: Reply): ReplyView {
  const { id, threadId, postId, text, by, state, createdAt, holdUntil, sentAt, nativeId, url, problem } = reply;
  return {
    id,
    threadId,
    postId,
    text,
    by,
    state,
    createdAt,
    holdUntil,
    ...(sentAt ? { sentAt } : {}),
    ...(nativeId ? { nativeId } : {}),
    ...(url ? { url } : {}),
    ...(problem ? { problem } : {}),
  };
}

export function customerView({ customer, links, threads, contacts }: CustomerStory, now: Instant): CustomerView {
  const timeline: CustomerView['timeline'] = [
    ...threads.map(({ id, beganAt, caseNumber, network, status, excerpt }) => {
      return { type: 'thread' as const, at: beganAt, threadId: id, caseNumber, network, status, excerpt };
    }),
    ...contacts.map((contact) => ({ type: 'contact' as const, ...contactView(contact, now) })),
  ];
  return {
    id: customer.id,
    ...(customer.name ? { name: customer.name } : {}),
    links: links.map(({ id, kind, value, label, basis, evidence, by, at }) => ({
      id,
      kind,
      value,
      label,
      basis,
      evidence,
      by,
      at,
    })),
    timeline: timeline.toSorted((a, b) => (a.at < b.at ? 1 : -1)),
  };
}

function contactView(contact: Contact, now: Instant) {
  const { customerId: _customerId, message, ...shown } = contact;
  if (!message) return shown;
  const { messageId: _messageId, inReplyTo: _inReplyTo, references: _references, state: _state, ...mail } = message;
  const state = shownState(contact, now);
  return { ...shown, message: { ...mail, ...(state ? { state } : {}) } };
}

export function eventView(event: ThreadEvent): EventView {
  return { type: event.type, at: event.at, by: event.by, text: sentenceFor(event) };
}

function sentenceFor(event: ThreadEvent): string {
  switch (event.type) {
    case 'opened':
      return 'The complaint was heard';
    case 'heard':
      return 'The customer wrote again';
    case 'post-edited':
      return 'The customer changed a post';
    case 'post-gone':
      return 'A post is no longer on the network; its words were erased';
    case 'alerted':
      return alertedSentence(event);
    case 'claimed':
      return `${event.by} claimed this until ${utcTime(event.until)}`;
    case 'released':
      return `${event.by} released this`;
    case 'noted':
      return `${event.by} wrote a note`;
    case 'resolved':
      return `${event.by} resolved this`;
    case 'reopened':
      return `${event.by} reopened this`;
    case 'judged':
      return judgedSentence(event);
    case 'judgement-withdrawn':
      return `${event.by} took their judgement back`;
    case 'reassessed':
      return `Earshot assessed this again${event.moved ? ' and moved it to another list' : ''}`;
    case 'spot-check-asked':
      return 'Put up for the daily spot check of the harmless';
    case 'reply-queued':
      return `${event.by} answered`;
    case 'reply-withdrawn':
      return `${event.by} took the answer back`;
    case 'reply-sent':
      return 'The answer stands on the network';
    case 'reply-failed':
      return `The answer was not sent: ${event.reason}`;
    case 'reply-unknown':
      return `Whether the answer stands on the network is not known: ${event.reason}`;
    case 'deadline-missed':
      return 'The deadline passed without an answer';
  }
}

/** Whether anybody reads a topic is up to its subscribers: there the alert is published, not announced. */
function alertedSentence({ chat, outcome }: Extract<ThreadEvent, { type: 'alerted' }>): string {
  const told = chat === 'sns' ? 'Alert published' : 'Announced in the team chat';
  return outcome === 'sent' ? told : `${told}, or not: whether it arrived is not known`;
}

function judgedSentence({ by, decision, causes, severity }: Extract<ThreadEvent, { type: 'judged' }>): string {
  const said = [
    ...(decision ? [decision === 'not' ? 'not a complaint' : 'a complaint'] : []),
    ...(causes ? [`cause: ${causes.join(', ') || 'none'}`] : []),
    ...(severity ? [`severity: ${severity}`] : []),
  ];
  return `${by} said: ${said.join('; ')}`;
}
