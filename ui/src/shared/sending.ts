// A reply on its way: what may be sent, sending it once, the ten seconds in which it can be taken back, and how it ended.
import { type Signal, signal } from '@preact/signals';
import type { ReplyView, ThreadPage, ThreadView } from '../../../lib/api/schemas.ts';
import { type Api, Refused, reason } from './api.ts';
import type { Draft, Drafts } from './drafts.ts';
import type { OperationNeeds, Operations } from './operations.ts';
import { ago } from './times.ts';
import { heldByOther } from './views.ts';
import { authorName, estimateLength } from './words.ts';

export interface SendingNeeds extends OperationNeeds {
  readonly api: Pick<Api, 'reply' | 'act'>;
  readonly operations: Operations;
  readonly drafts: Drafts;
  readonly agent: () => string;
  readonly now: () => number;
  readonly newId: () => string;
}

interface Outbox extends SendingNeeds {
  /** What somebody else did that stopped a reply, per thread, until the agent sends again. */
  readonly conflicts: Signal<ReadonlyMap<string, string>>;
  /** Own replies whose end is not known yet: thread to reply. */
  readonly underWay: Map<string, string>;
  /** For each own reply how to drop its message and its place among what can be undone. */
  readonly held: Map<string, () => void>;
}

export function createSending(needs: SendingNeeds) {
  const outbox: Outbox = { ...needs, conflicts: signal(new Map()), underWay: new Map(), held: new Map() };
  return {
    /** Why this thread's draft cannot be sent now, in words; undefined when it can. */
    refusal: (threadId: string) => {
      const ready = readyToSend(outbox, threadId);
      return typeof ready === 'string' ? ready : undefined;
    },
    send: (threadId: string) => send(outbox, threadId),
    withdraw: (reply: Withdrawable) => withdraw(outbox, reply),
    settle: (reply: ReplyView, stands: boolean) => settle(outbox, reply, stands),
    watch: (changed: readonly ThreadView[]) => watch(outbox, changed),
    conflict: (threadId: string) => outbox.conflicts.value.get(threadId),
  };
}

type Withdrawable = Pick<ReplyView, 'id' | 'threadId' | 'text'>;

interface Ready {
  readonly page: ThreadPage;
  readonly draft: Draft;
}

function readyToSend({ pages, drafts, book, agent, now }: Outbox, threadId: string): Ready | string {
  const { page } = pages.get(threadId);
  const draft = drafts.get('reply', threadId);
  if (!page || !draft) return 'The conversation is still loading.';
  if (!page.permit.allowed) return page.permit.reason ?? 'This post cannot be answered from here.';
  const thread = book.get(threadId) ?? page.thread;
  const holder = heldByOther(thread, { agent: agent(), now: now() });
  if (holder !== undefined) return `${holder} has claimed this thread.`;
  if (thread.pendingReply !== undefined) return 'A reply to this thread is already on its way.';
  if (draft.text.trim() === '') return 'Write a reply first.';
  const { maxLength, unit } = page.permit;
  const length = estimateLength(draft.text.trim(), unit);
  return length > maxLength ? `Too long: ${length} of ${maxLength}.` : { page, draft };
}

/** Sends this thread's own draft; the same text keeps the same id, so that sending it again makes no second reply. */
async function send(outbox: Outbox, threadId: string): Promise<void> {
  const ready = readyToSend(outbox, threadId);
  if (typeof ready === 'string') return;
  const { book, lists, operations, drafts, newId } = outbox;
  const draft = { text: ready.draft.text, replyId: ready.draft.replyId ?? newId() };
  drafts.markSent(threadId, draft);
  setConflict(outbox, threadId);
  const takeBack = book.patch(threadId, { pendingReply: draft.replyId });
  lists.hide(threadId);
  const forget = operations.remember({
    threadId,
    undo: () => withdraw(outbox, { threadId, id: draft.replyId, text: draft.text }),
    said: { text: `Reply to ${authorName(ready.page.thread.author)}`, countdown: true },
  });
  outbox.held.set(draft.replyId, forget);
  try {
    await deliver(outbox, ready.page, draft);
    takeBack();
  } catch (error) {
    takeBack();
    forget();
    lists.unhide(threadId);
    await explain(outbox, ready.page, error);
  }
  outbox.changed();
}

async function deliver(outbox: Outbox, page: ThreadPage, draft: Required<Draft>): Promise<void> {
  const { api, operations, drafts, pages, underWay } = outbox;
  const { id: threadId, latestPostId: postId } = page.thread;
  const seen = operations.seenVersion(threadId);
  const body = { id: draft.replyId, text: draft.text.trim(), postId };
  await operations.inOrder(threadId, (hasWaited) =>
    api.reply(threadId, { ...body, version: hasWaited ? operations.seenVersion(threadId) : seen }),
  );
  underWay.set(threadId, draft.replyId);
  drafts.clear('reply', threadId);
  await pages.load(threadId);
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
  if (isConflict) setConflict(outbox, threadId, said);
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

function setConflict({ conflicts }: Outbox, threadId: string, conflict?: string): void {
  const others = [...conflicts.value].filter(([id]) => id !== threadId);
  conflicts.value = new Map(conflict === undefined ? others : [...others, [threadId, conflict]]);
}

/** Takes a held reply back and its text into the composer; after the hold the server refuses and says so. */
async function withdraw(outbox: Outbox, { threadId, id: replyId, text }: Withdrawable): Promise<void> {
  const { api, drafts, operations, lists, toasts, underWay, held } = outbox;
  try {
    const withdrawn = { type: 'withdraw-reply', replyId } as const;
    const thread = await operations.inOrder(threadId, () => api.act(threadId, withdrawn));
    underWay.delete(threadId);
    held.get(replyId)?.();
    drafts.write('reply', threadId, text);
    operations.confirm(thread);
    lists.unhide(threadId);
    toasts.show({ text: 'Reply taken back; it is a draft again.' });
  } catch (error) {
    toasts.show({ kind: 'problem', text: `The reply could not be taken back: ${reason(error)}` });
  }
  outbox.changed();
}

async function settle(outbox: Outbox, reply: ReplyView, stands: boolean): Promise<void> {
  const { api, operations, toasts } = outbox;
  try {
    const settled = { type: 'settle-reply', replyId: reply.id, stands } as const;
    operations.confirm(await operations.inOrder(reply.threadId, () => api.act(reply.threadId, settled)));
  } catch (error) {
    toasts.show({ kind: 'problem', text: `Not noted: ${reason(error)}` });
  }
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
  if (reply.state === 'queued' || reply.state === 'sending') return;
  // News may be read twice at the same time; the end is told once.
  const isFirstToTell = underWay.delete(thread.id);
  if (!isFirstToTell || (reply.state !== 'failed' && reply.state !== 'unknown')) return;
  lists.unhide(thread.id);
  if (reply.state === 'failed') drafts.write('reply', thread.id, reply.text);
  const said = reply.state === 'failed' ? 'was not sent.' : 'may not have arrived.';
  const text = [`The reply to ${authorName(thread.author)} ${said}`, reply.problem ?? ''].join(' ').trim();
  toasts.show({ kind: 'problem', text, actions: [{ label: 'Show', run: () => open(thread.id) }] });
}
