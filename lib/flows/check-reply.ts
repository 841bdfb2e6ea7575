// What is to be said of an answer before it is sent: how long its network finds it, errors, advice, promises in it.
import type { BusinessHours } from '../domain/business-hours.ts';
import type { Company } from '../domain/company.ts';
import { postToAnswer } from '../domain/post-to-answer.ts';
import { checkReply, type ReplyCheck } from '../domain/reply-check.ts';
import type { Measure } from '../domain/reply-permit.ts';
import type { Answer } from '../domain/reply-qualities.ts';
import type { Thread } from '../domain/thread.ts';
import type { Clock } from '../domain/time.ts';
import type { Platform } from '../platforms/platform.ts';
import { measureFor } from '../platforms/platform-for.ts';
import type { Db } from '../store/db.ts';
import { getThreadRecord } from '../store/threads.ts';

export interface CheckReplyDeps {
  readonly db: Db;
  readonly platforms: readonly Platform[];
  readonly clock: Clock;
  readonly businessHours: BusinessHours;
  readonly brand: Company;
  /** In which an ambiguous date is read: see TimeContext. */
  readonly country?: string;
  /** Addresses and numbers of the brand's own, which may stand in public. */
  readonly published?: readonly string[];
}

export interface CheckOrder {
  readonly threadId: string;
  readonly postId?: string | undefined;
  readonly text: string;
  readonly visibility: 'public' | 'direct';
  /** Who writes it. */
  readonly agent: string;
}

/** With how long its network finds it. */
export type Checked = ReplyCheck & { readonly measure: Measure };

/** Posts of a long thread that an answer is held against, the newest ones. */
const POSTS_READ = 20;

export async function checkReplyOnThread(
  deps: CheckReplyDeps,
  order: CheckOrder,
): Promise<Checked | { readonly refused: 'no-such-thread' | 'no-such-post' }> {
  const record = await getThreadRecord(deps.db, order.threadId);
  if (!record) return { refused: 'no-such-thread' };
  const post = postToAnswer(record, order.postId);
  if (!post) return { refused: 'no-such-post' };
  const { thread, posts } = record;
  const { brand, businessHours: hours, country, published } = deps;
  const measure = measureFor(deps.platforms, post.mention, order.text);
  const checked = checkReply({
    text: order.text,
    // What answers a private message is as private.
    visibility: post.mention.visibility === 'private' ? 'direct' : order.visibility,
    agent: order.agent,
    customer: thread.author,
    posts: posts.slice(-POSTS_READ).map(({ mention }) => mention.text),
    causes: thread.causes,
    about: aboutOf(thread),
    brand: [brand.name, ...brand.handles, ...brand.aliases],
    language: thread.language.code,
    measure,
    hours,
    now: deps.clock(),
    ...(country === undefined ? {} : { country }),
    ...(published === undefined ? {} : { published }),
  });
  return { ...checked, measure };
}

function aboutOf({ decision, kind, risks }: Thread): Answer['about'] {
  if (decision === 'complaint' || kind === 'complaint' || risks.length > 0) return 'complaint';
  return kind === 'question' ? 'question' : 'other';
}
