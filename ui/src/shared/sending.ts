// A reply on its way: what may be sent, sending it once, the ten seconds in which it can be taken back, and how it ended.

import type { ThreadPage } from '../../../lib/api/page-schemas.ts';
import type { ReplyView, ThreadView } from '../../../lib/api/schemas.ts';
import { type Api, Refused, reason } from './api.ts';
import { type ById, createById } from './by-id.ts';
import type { Draft, Drafts } from './drafts.ts';
import type { OperationNeeds, Operations } from './operations.ts';
import { ago } from './times.ts';
import type { NewToast } from './toasts.ts';
import { heldByOther } from './views.ts';
import { authorName, estimateLength } from './words.ts';
import type { Writing } from './writing.ts';

export interface SendingNeeds extends OperationNeeds {
  readonly api: Pick<Api, 'reply' | 'act'>;
  readonly operations: Operations;
  readonly drafts: Drafts;
  readonly writing: Writing;
  readonly agent: () => string;
  readonly now: () => number;
  readonly newId: () => string;
}

interface Outbox extends SendingNeeds {
  /** What somebody else did that stopped a reply, per thread, until the agent sends again. */
  readonly conflicts: ById<string>;
  /** Own replies whose end is not known yet: thread to reply. */
  readonly underWay: Map<string, string>;
  /** For each own reply how to drop its message and its place among what can be undone. */
  readonly held: Map<string, () => void>;
}

export function createSending(needs: SendingNeeds) {
  const outbox: Outbox = { ...needs, conflicts: createById(), underWay: new Map(), held: new Map() };
  return {
    /** Why this thread's draft cannot be sent now, in words; undefined when it can. */
    refusal: (threadId: string) => {
      const ready = readyToSend(outbox, threadId);
      return typeof ready === 'string' ? ready : undefined;
    },
    obstacle: (page: ThreadPage) => obstacleOf(outbox, page),
    send: (threadId: string) => send(outbox, threadId),
    withdraw: (reply: Withdrawable) => withdraw(outbox, reply),
    settle: (reply: ReplyView, stands: boolean) => settle(outbox, reply, stands),
    watch: (changed: readonly ThreadView[]) => watch(outbox, changed),
    conflict: outbox.conflicts.get,
  };
}

type Withdrawable = Pick<ReplyView, 'id' | 'threadId' | 'text'>;

interface Ready {
  readonly page: ThreadPage;
  readonly draft: Draft;
}

/** Why this desk cannot answer, whatever is written. */
function obstacleOf({ book, agent, now }: Outbox, page: ThreadPage): string | undefined {
  if (!page.permit.allowed) return page.permit.reason ?? 'This network does not let us answer this post.';
  const thread = book.get(page.thread.id) ?? page.thread;
  const holder = heldByOther(thread, { agent: agent(), now: now() });
  if (holder) return `${holder} has claimed this thread and can answer it.`;
  if (!thread.pendingReply) return undefined;
  const standing = thread.approval ? 'An answer waits for agreement' : 'A reply to this thread is on its way';
  return `${standing}; a second one is not possible.`;
}

function readyToSend(outbox: Outbox, threadId: string): Ready | string {
  const { pages, drafts, writing } = outbox;
  const { page } = pages.get(threadId);
  const draft = drafts.get('reply', threadId);
  if (!page || !draft) return 'The conversation is still loading.';
  const obstacle = obstacleOf(outbox, page);
  if (obstacle) return obstacle;
  if (draft.text.trim() === '') return 'Write a reply first.';
  const { maxLength, unit } = page.permit;
  const length = estimateLength(draft.text.trim(), unit);
  if (length > maxLength) return `Too long: ${length} of ${maxLength}.`;
  const error = writing.checked(threadId, draft.text)?.findings.find(({ level }) => level === 'error');
  return error?.text ?? { page, draft };
}

/** Sends this thread's own draft; the same text keeps the same id, so that sending it again makes no second reply. */
async function send(outbox: Outbox, threadId: string): Promise<void> {
  const ready = readyToSend(outbox, threadId);
  if (typeof ready === 'string') return;
  const { book, lists, drafts, newId } = outbox;
  const { suggested: _, ...written } = ready.draft;
  const draft = { ...written, replyId: ready.draft.replyId ?? newId() };
  drafts.markSent(threadId, draft);
  outbox.conflicts.drop(threadId);
  const takeBack = book.patch(threadId, { pendingReply: draft.replyId });
  lists.hide(threadId);
  const reply = { threadId, id: draft.replyId, text: draft.text };
  const forget = hold(outbox, reply, { text: `Reply to ${authorName(ready.page.thread.author)}`, countdown: true });
  try {
    const { state } = await deliver(outbox, ready.page, draft);
    takeBack();
    if (state === 'to-approve') sayItWaits(outbox, reply);
  } catch (error) {
    takeBack();
    forget();
    lists.unhide(threadId);
    await explain(outbox, ready.page, error);
  }
  outbox.changed();
}

/** It leaves only with somebody's agreement, stands in the list of such, and can be taken back until then. */
function sayItWaits(outbox: Outbox, reply: Withdrawable): void {
  const { page } = outbox.pages.get(reply.threadId);
  if (page) outbox.lists.adopt(page.thread);
  outbox.held.get(reply.id)?.();
  hold(outbox, reply, { text: 'The answer waits for agreement.' });
}

/** Says it, with the way to take the reply back; answers with a way to drop both. */
function hold(outbox: Outbox, reply: Withdrawable, said: Pick<NewToast, 'text' | 'countdown'>): () => void {
  const undo = () => withdraw(outbox, reply);
  const forget = outbox.operations.remember({ threadId: reply.threadId, undo, said });
  outbox.held.set(reply.id, forget);
  return forget;
}

async function deliver(outbox: Outbox, page: ThreadPage, draft: Draft & { replyId: string }): Promise<ReplyView> {
  const { api, operations, drafts, pages, underWay, writing } = outbox;
  const { id: threadId, latestPostId: postId } = page.thread;
  const seen = operations.seenVersion(threadId);
  const promise = writing.promise(threadId, draft.text);
  const body = {
    id: draft.replyId,
    text: draft.text.trim(),
    postId,
    visibility: writing.isDirect(threadId) ? ('direct' as const) : ('public' as const),
    // One answer, one promise: sent again it is the same one.
    ...(promise ? { promise: { ...promise, id: draft.replyId } } : {}),
    ...(draft.savedReplyId === undefined ? {} : { savedReplyId: draft.savedReplyId }),
  };
  const reply = await operations.inOrder(threadId, (hasWaited) =>
    api.reply(threadId, { ...body, version: hasWaited ? operations.seenVersion(threadId) : seen }),
  );
  underWay.set(threadId, draft.replyId);
  drafts.clear('reply', threadId);
  writing.sent(threadId);
  await pages.load(threadId);
  return reply;
}

/** Refused for what somebody else did in the meantime. */
const CONFLICTS = new Set(['stale', 'already-answered', 'claimed', 'changed-meanwhile']);

async function explain(outbox: Outbox, seen: ThreadPage, error: unknown): Promise<void> {
  const { pages, toasts, open } = outbox;
  const { id: threadId, author } = seen.thread;
  await pages.load(threadId);
  const isConflict = error instanceof Refused && CONFLICTS.has(error.code);
  const happened = isConflict ? whatHappened(outbox, seen) : reason(error);
  const said = `${happened} Your draft is kept.`;
  if (isConflict) outbox.conflicts.set(threadId, said);
  const show = { label: 'Show', run: () => open(threadId) };
  toasts.show({ kind: 'problem', text: `Reply to ${authorName(author)} not sent. ${said}`, actions: [show] });
}

/** The newest thing the agent had not seen when sending; a colleague's reply before all else. */
function whatHappened({ pages, agent, now }: Outbox, seen: ThreadPage): string {
  const news = pages.get(seen.thread.id).page?.events.slice(seen.events.length) ?? [];
  const others = news.filter((event) => event.by !== agent());
  const reply = others.findLast((event) => event.type === 'reply-queued');
  if (reply) return `${reply.by} replied ${ago(reply.at, now())}.`;
  const last = others.at(-1);
  return last ? `The thread changed ${ago(last.at, now())}: ${last.text}.` : 'The thread changed in the meantime.';
}

/** Takes a held reply back and its text into the composer; after the hold the server refuses and says so. */
async function withdraw(outbox: Outbox, { threadId, id: replyId, text }: Withdrawable): Promise<void> {
  const { api, drafts, operations, lists, toasts, underWay, held } = outbox;
  await toasts.attempt('The reply could not be taken back', async () => {
    const withdrawn = { type: 'withdraw-reply', replyId } as const;
    const thread = await operations.inOrder(threadId, () => api.act(threadId, withdrawn));
    underWay.delete(threadId);
    held.get(replyId)?.();
    drafts.write('reply', threadId, text);
    operations.confirm(thread);
    lists.unhide(threadId);
    toasts.show({ text: 'Reply taken back; it is a draft again.' });
  });
  outbox.changed();
}

async function settle(outbox: Outbox, reply: ReplyView, stands: boolean): Promise<void> {
  const { api, operations, toasts } = outbox;
  const { id: replyId, threadId } = reply;
  await toasts.attempt('Not noted', async () => {
    const settled = { type: 'settle-reply', replyId, stands } as const;
    operations.confirm(await operations.inOrder(threadId, () => api.act(threadId, settled)));
  });
  outbox.changed();
}

/** Own replies are followed to their end: one that did not arrive brings its thread back, loudly. */
async function watch(outbox: Outbox, changed: readonly ThreadView[]): Promise<void> {
  for (const thread of changed) {
    const replyId = outbox.underWay.get(thread.id);
    if (replyId === undefined) continue;
    await outbox.pages.load(thread.id);
    const reply = outbox.pages.get(thread.id).page?.replies.find((r) => r.id === replyId);
    if (reply) follow(outbox, thread, reply);
  }
}

function follow({ underWay, lists, drafts, toasts, open }: Outbox, thread: ThreadView, reply: ReplyView): void {
  if (['to-approve', 'queued', 'sending'].includes(reply.state)) return;
  // News may be read twice at the same time; the end is told once.
  const isFirstToTell = underWay.delete(thread.id);
  if (!isFirstToTell || (reply.state !== 'failed' && reply.state !== 'unknown')) return;
  lists.unhide(thread.id);
  if (reply.state === 'failed') drafts.write('reply', thread.id, reply.text);
  const said = reply.state === 'failed' ? 'was not sent.' : 'may not have arrived.';
  const text = [`The reply to ${authorName(thread.author)} ${said}`, reply.problem ?? ''].join(' ').trim();
  toasts.show({ kind: 'problem', text, actions: [{ label: 'Show', run: () => open(thread.id) }] });
}
