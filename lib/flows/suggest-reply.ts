// What could be sent to a customer beyond what somebody writes: a wording to begin with, a holding reply, a question later on.
import type { BusinessHours } from '../domain/business-hours.ts';
import { followUpText } from '../domain/follow-up.ts';
import { type HoldingReply, holdingReply } from '../domain/holding-reply.ts';
import { postToAnswer } from '../domain/post-to-answer.ts';
import { filled, type Values, valuesFor } from '../domain/reply-variables.ts';
import { byOutcome, type CountedReply, fits, forBeginning } from '../domain/saved-reply.ts';
import type { Thread } from '../domain/thread.ts';
import type { Clock } from '../domain/time.ts';
import type { Platform } from '../platforms/platform.ts';
import { measureFor } from '../platforms/platform-for.ts';
import type { Db } from '../store/db.ts';
import { listSavedReplies } from '../store/saved-replies.ts';
import { getThreadRecord, type StoredPost } from '../store/threads.ts';
import { readSameText } from './read-same-text.ts';

export interface SuggestDeps {
  readonly db: Db;
  readonly platforms: readonly Platform[];
  readonly clock: Clock;
  readonly businessHours: BusinessHours;
  readonly brand: string;
  /** How to reach the brand when it cannot wait: see HoldingOrder. */
  readonly urgentContact?: string;
  /** The address of a thread's page for the customer; absent where none is served. */
  readonly casePageUrl?: (threadId: string) => string;
}

export interface Suggestions {
  /** `source`: where it comes from and how it has done. */
  readonly draft?: { readonly text: string; readonly savedReplyId: string; readonly source: string };
  readonly holding?: HoldingReply;
  readonly followUp?: { readonly text: string };
  /** What has worked best first, with its variables filled in. */
  readonly saved: readonly CountedReply[];
  readonly pageUrl?: string;
}

/** Undefined when there is no such thread. */
export async function suggestReply(
  deps: SuggestDeps,
  { threadId, agent }: { readonly threadId: string; readonly agent: string },
): Promise<Suggestions | undefined> {
  const record = await getThreadRecord(deps.db, threadId);
  if (!record) return undefined;
  const { thread } = record;
  const { businessHours: hours, brand, urgentContact } = deps;
  const now = deps.clock();
  const page = deps.casePageUrl?.(threadId);
  const values = valuesFor({ thread, agent, brand, hours, now, page });
  const fitting = (await listSavedReplies(deps.db)).filter(({ reply }) => fits(reply, thread));
  const holding = holdingReply({
    thread,
    hours,
    now,
    agent,
    language: thread.language.code,
    ...(urgentContact ? { urgentContact } : {}),
  });
  const followUp = followUpText({ thread, agent, now, ...(page ? { pageUrl: page } : {}) });
  const draft = mayBegin(thread)
    ? await draftFrom(deps, { fitting, values, agent, thread, post: postToAnswer(record) })
    : undefined;
  return {
    ...(draft ? { draft: draftOf(draft, thread) } : {}),
    ...(holding ? { holding } : {}),
    ...(followUp === undefined ? {} : { followUp: { text: followUp } }),
    saved: fitting.toSorted(byOutcome).map((each) => filledIn(each, values)),
    ...(page === undefined ? {} : { pageUrl: page }),
  };
}

/**
 * Whether a ready wording may stand in the box: to an open complaint that nobody has answered yet. To whoever may be at
 * risk, and to whoever has had an answer that did not help, a person finds the words.
 */
function mayBegin({ status, pendingReply, firstRepliedAt, risks }: Thread): boolean {
  return status === 'open' && pendingReply === undefined && firstRepliedAt === undefined && risks.length === 0;
}

interface Choosing {
  readonly fitting: readonly CountedReply[];
  readonly values: Values;
  readonly agent: string;
  readonly thread: Thread;
  readonly post: StoredPost | undefined;
}

/** The first that would be taken as it is: it fits the network and has not gone to too many people. */
async function draftFrom(deps: SuggestDeps, choosing: Choosing): Promise<CountedReply | undefined> {
  const { fitting, values, agent: by, thread, post } = choosing;
  if (!post) return undefined;
  for (const each of forBeginning(fitting, thread).slice(0, MOST_TRIED)) {
    const chosen = filledIn(each, values);
    const { text } = chosen.reply;
    const isRefused = 'refused' in (await readSameText(deps, { text, by, post: post.mention }));
    if (!isRefused && !/\{[a-z-]+\}/.test(text) && measureFor(deps.platforms, post.mention, text).fits) return chosen;
  }
  return undefined;
}

/** Wordings are few; each costs two reads. */
const MOST_TRIED = 8;

function filledIn({ reply, counts }: CountedReply, values: Values): CountedReply {
  return { reply: { ...reply, text: filled(reply.text, values) }, counts };
}

function draftOf({ reply: { id, title, text, causes }, counts }: CountedReply, { language }: Thread) {
  const about = causes.length === 0 ? 'any cause' : causes.join(', ');
  const done = counts.uses === 0 ? 'not used yet' : `thanked ${counts.thanked} of ${counts.uses} times`;
  return { text, savedReplyId: id, source: `Saved reply “${title}” for ${about}, ${nameOf(language.code)}; ${done}` };
}

const languages = new Intl.DisplayNames('en', { type: 'language' });

function nameOf(code: string): string {
  return languages.of(code) ?? code;
}
