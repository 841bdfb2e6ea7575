// The one table: all its keys and indexes. docs/data-model.md says which question each of them answers.
import type { Identity } from '../domain/customer.ts';
import type { NativeRef } from '../domain/mention.ts';
import { type Instant, utcDay } from '../domain/time.ts';

/** Every index of the table, read by the infrastructure and by the queries; keys are strings, all attributes are projected. */
export const TABLE_INDEXES = [
  { name: 'inbox', partitionKey: 'inboxPk', sortKey: 'inboxSk' },
  { name: 'changes', partitionKey: 'changesPk', sortKey: 'changesSk' },
  { name: 'due', partitionKey: 'duePk', sortKey: 'dueSk' },
  { name: 'owner', partitionKey: 'ownerPk', sortKey: 'ownerSk' },
] as const;

export type IndexName = (typeof TABLE_INDEXES)[number]['name'];

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Versions, padded so that they sort as text. */
const padded = (value: number) => String(value).padStart(8, '0');

export const key = {
  /** Decides who processes a mention: it can be put only once. Holds the thread the post went to. */
  seen: (post: NativeRef): Key => ({ pk: `POST#${post.network}#${post.id}`, sk: 'SEEN' }),
  /** One answer to a post: a second reply finds this taken. */
  answer: (post: NativeRef): Key => ({ pk: `POST#${post.network}#${post.id}`, sk: 'ANSWER' }),

  /** The partition of a thread holds all the desk shows of it: one query reads it whole. */
  threadPartition: (threadId: string) => `THREAD#${threadId}`,
  thread: (threadId: string): Key => ({ pk: `THREAD#${threadId}`, sk: 'THREAD' }),
  event: (threadId: string, version: number): Key => ({ pk: `THREAD#${threadId}`, sk: `EVENT#${padded(version)}` }),
  post: (threadId: string, createdAt: Instant, id: string): Key => ({
    pk: `THREAD#${threadId}`,
    sk: `POST#${createdAt}#${id}`,
  }),
  reply: (threadId: string, replyId: string): Key => ({ pk: `THREAD#${threadId}`, sk: `REPLY#${replyId}` }),
  note: (threadId: string, noteId: string): Key => ({ pk: `THREAD#${threadId}`, sk: `NOTE#${noteId}` }),
  /** What somebody has begun to write, kept for all who open the thread. */
  draft: (threadId: string): Key => ({ pk: `THREAD#${threadId}`, sk: 'DRAFT' }),
  /** One alert per thread, chat and reason: put before the alert leaves. */
  alert: (place: { threadId: string; chat: string; reason: string }): Key => ({
    pk: `THREAD#${place.threadId}`,
    sk: `ALERT#${place.chat}#${place.reason}`,
  }),

  /** Where the posts of one author under one post of the network belong. */
  conversation: (network: string, rootId: string, authorId: string): Key => ({
    pk: `CONVERSATION#${network}#${rootId}#${authorId}`,
    sk: 'CONVERSATION',
  }),
  caseNumber: (caseNumber: string): Key => ({ pk: `CASE#${caseNumber}`, sk: 'CASE' }),

  author: (author: NativeRef): Key => ({ pk: `AUTHOR#${author.network}#${author.id}`, sk: 'AUTHOR' }),
  authorThread: (author: NativeRef, openedAt: Instant, threadId: string): Key => ({
    pk: `AUTHOR#${author.network}#${author.id}`,
    sk: `THREAD#${openedAt}#${threadId}`,
  }),
  handle: (handle: string, author: NativeRef): Key => ({
    pk: `HANDLE#${handle.toLowerCase()}`,
    sk: `${author.network}#${author.id}`,
  }),

  customerPartition: (customerId: string) => `CUSTOMER#${customerId}`,
  customer: (customerId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: 'CUSTOMER' }),
  link: (customerId: string, linkId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: `LINK#${linkId}` }),
  contact: (customerId: string, at: Instant, contactId: string): Key => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `CONTACT#${at}#${contactId}`,
  }),
  /** The contact that an e-mail is, by the mail's Message-ID: it can be put only once. */
  mail: (messageId: string): Key => ({ pk: `MAIL#${messageId}`, sk: 'MAIL' }),
  /** An e-mail that was erased, by a digest of its Message-ID: it is not taken in again. */
  erasedMail: (digest: string): Key => ({ pk: `MAIL-ERASED#${digest}`, sk: 'MAIL' }),
  /** The answers that an e-mail has, by its contact: whoever answers it must have seen them. */
  emailAnswers: (contactId: string): Key => ({ pk: `EMAIL#${contactId}`, sk: 'ANSWERS' }),
  /** The contact that a text message is; put only once. */
  sms: (messageId: string): Key => ({ pk: `SMS#${messageId}`, sk: 'SMS' }),
  /** What the events of one call have told so far, in whatever order they came. */
  call: (contactId: string): Key => ({ pk: `CALL#${contactId}`, sk: 'CALL' }),
  /** How far a mailbox has been read. Never expires. */
  mailbox: (name: string): Key => ({ pk: 'MAILBOXES', sk: name }),
  /** A question whether an identity belongs to this customer, too. */
  suggestion: (customerId: string, suggestionId: string): Key => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `SUGGESTION#${suggestionId}`,
  }),
  /** The one code a customer is to send now, so that a new one ends it. */
  codeOf: (customerId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: 'CODE' }),
  /** That a customer is being erased, until it is done: a run that broke off is gone on with. */
  erasing: (customerId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: 'ERASING' }),
  /** Which proof says that a customer was erased, for some days: whoever asks again gets the same answer. */
  erased: (customerId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: 'ERASED' }),
  /** A code that a customer is to send from another channel. Vanishes with its time. */
  linkCode: (code: string): Key => ({ pk: `CODE#${code}`, sk: 'CODE' }),
  /** That somebody was erased completely, without anything of them. */
  erasure: (at: Instant, erasureId: string): Key => ({ pk: 'ERASURES', sk: `${at}#${erasureId}` }),
  /** To whom an identity belongs now. */
  identity: (identity: Identity): Key => ({ pk: `IDENTITY#${identity.kind}#${identity.value}`, sk: 'IDENTITY' }),
  /** Every customer it was ever linked to, and every one it was suggested to: whoever erases it finds all of them. */
  identityLink: (identity: Identity, at: { readonly customerId: string; readonly id: string }): Key => ({
    pk: `IDENTITY#${identity.kind}#${identity.value}`,
    sk: `LINK#${at.customerId}#${at.id}`,
  }),
  identitySuggestion: (identity: Identity, at: { readonly customerId: string; readonly id: string }): Key => ({
    pk: `IDENTITY#${identity.kind}#${identity.value}`,
    sk: `SUGGESTION#${at.customerId}#${at.id}`,
  }),

  /** All cursors stand in one partition: `status` reads them with one query. Never expires. */
  cursor: (sourceId: string): Key => ({ pk: 'SOURCES', sk: sourceId }),
  ledger: (sourceId: string, at: Instant): Key => ({ pk: `SOURCE#${sourceId}`, sk: `POLL#${at}` }),
  /** A piece of the source's answer that could not be read and was kept. */
  setAside: (sourceId: string, piece: string): Key => ({ pk: `SOURCE#${sourceId}`, sk: `PIECE#${piece}` }),
  /** What was called harmless on a day, in the order in which it is put up for a check: the first are. */
  harmlessPartition: (day: string) => `HARMLESS#${day}`,
  harmless: (day: string, rank: string): Key => ({ pk: `HARMLESS#${day}`, sk: rank }),
  /** All spot checks stand in one partition and vanish after their time: one query counts them. */
  spotCheck: (day: string, threadId: string): Key => ({ pk: 'SPOT-CHECKS', sk: `CHECK#${day}#${threadId}` }),
  spotChecksDrawn: (): Key => ({ pk: 'SPOT-CHECKS', sk: 'DRAWN' }),
  /** The stop switches that are set, all in one partition; and who moved which one. */
  stop: (what: string): Key => ({ pk: 'STOPS', sk: what }),
  stopMoved: (at: Instant, what: string): Key => ({ pk: 'STOPS-MOVED', sk: `${at}#${what}` }),
  /** What a network has charged in a UTC month. */
  spending: (network: string, month: string): Key => ({ pk: `SPENDING#${network}`, sk: month }),
  /** What a network last said of one of its limits. */
  rateLimit: (network: string, bucket: string): Key => ({ pk: `LIMITS#${network}`, sk: bucket }),
  /** One message to the team chat about the running of Earshot itself: put before it leaves. */
  notice: (noticeId: string, chat: string): Key => ({ pk: `NOTICE#${noticeId}`, sk: chat }),
  /** The list of posts a network is being asked about, where it answers later. */
  compliance: (network: string): Key => ({ pk: `COMPLIANCE#${network}`, sk: 'JOB' }),
  /** Who has which thread open: one item a person, overwritten at each sign of life. */
  presence: (agent: string): Key => ({ pk: 'PRESENCE', sk: agent }),
  savedView: (viewId: string): Key => ({ pk: 'VIEWS', sk: viewId }),
  savedReply: (replyId: string): Key => ({ pk: 'SAVED-REPLIES', sk: replyId }),
  /** That the team keeps saved replies of its own: what it deletes does not come back. */
  savedRepliesBegun: (): Key => ({ pk: 'SAVED-REPLIES-BEGUN', sk: 'BEGUN' }),
  /** What has been counted of one answer for its saved reply: each thing once. */
  savedReplyUse: (replyId: string): Key => ({ pk: `SAVED-REPLY-USE#${replyId}`, sk: 'USE' }),
  /** How often a saved reply was used, and what came of it. */
  savedReplyCounts: (replyId: string): Key => ({ pk: 'SAVED-REPLIES-USED', sk: replyId }),
  /** All rules of the team, in their order: read whole, replaced whole. */
  rules: (): Key => ({ pk: 'RULES', sk: 'RULES' }),
  /** The rules as somebody saved them at that version: who changed what, and when. */
  rulesSaved: (version: number): Key => ({ pk: 'RULES', sk: `SAVED#${padded(version)}` }),
  /** To how many people a text went on a UTC day. */
  sameText: (network: string, day: string, digest: string): Key => ({ pk: `SAME#${network}#${day}`, sk: digest }),
  /** A complaint, by the UTC hour in which its customer wrote; and how many there were in each hour of a day that is over. */
  complaint: (at: Instant, threadId: string): Key => ({
    pk: `COMPLAINTS#${utcDay(at)}`,
    sk: `${at.slice(11, 13)}#${threadId}`,
  }),
  load: (day: string): Key => ({ pk: 'LOAD', sk: `DAY#${day}` }),
  /** Rotating tokens of a network account. */
  session: (network: string): Key => ({ pk: `SESSION#${network}`, sk: 'SESSION' }),
  /** Which run may renew them now. */
  sessionHold: (network: string): Key => ({ pk: `SESSION#${network}`, sk: 'HOLD' }),
} as const;

/** Attributes by which an item stands in an index; an item without them is not in it. */
export const place = {
  inbox: (status: string, order: string) => ({ inboxPk: `STATUS#${status}`, inboxSk: order }),
  changed: (at: Instant, threadId: string) => ({ changesPk: `CHANGED#${utcDay(at)}`, changesSk: `${at}#${threadId}` }),
  /** A post that must be looked at again by then, to follow its author. */
  lookAgain: (at: Instant, { network, id }: NativeRef) => ({ duePk: `POSTS#${network}`, dueSk: `${at}#${id}` }),
  due: (at: Instant, what: 'THREAD' | 'REPLY', id: string) => ({ duePk: 'DUE', dueSk: `${at}#${what}#${id}` }),
  owner: (agent: string, order: string) => ({ ownerPk: `OWNER#${agent}`, ownerSk: order }),
} as const;
