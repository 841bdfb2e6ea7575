// What stands where after a course of events: posts in threads, answers on the network and in the thread's history.
import type { Reply } from '../../lib/domain/reply.ts';
import { listAuthorThreads } from '../../lib/store/customers.ts';
import type { Db } from '../../lib/store/db.ts';
import { getSeenPost } from '../../lib/store/posts.ts';
import { getThreadRecord, type ThreadRecord } from '../../lib/store/threads.ts';
import type { FakeNetwork } from './fake-network.ts';

export interface Played {
  readonly db: Db;
  /** The network's name in the table. */
  readonly name: string;
  readonly fake: FakeNetwork;
  /** All posts by id. */
  readonly written: ReadonlyMap<string, string>;
  /** Those that were taken back: they may or may not have been heard before. */
  readonly takenBack: ReadonlySet<string>;
}

interface KeptPost {
  readonly written: string;
  readonly stored: number;
  readonly words: readonly string[];
}

/** What became of the posts that still stand on the network, and of every answer that was approved. */
export interface Outcome {
  /** `stored`: how often it stands in any thread, and with which words. */
  readonly posts: readonly KeptPost[];
  readonly takenBack: readonly KeptPost[];
  /** Answers on the network, whether anybody here knows of them or not. */
  readonly standing: number;
  readonly answers: readonly {
    readonly text: string;
    readonly state: Reply['state'];
    /** How often it stands on the network. */
    readonly standing: number;
    /** Whether the thread's history says how it ended. */
    readonly isShown: boolean;
  }[];
}

export function standingPosts({ written, takenBack }: Played): [id: string, text: string][] {
  return [...written].filter(([id]) => !takenBack.has(id));
}

/** The threads of the posts that have been stored, as often as posts have. */
export async function seenPosts({ db, name, written }: Played): Promise<string[]> {
  const seen = await Promise.all([...written.keys()].map((id) => getSeenPost(db, { network: name, id })));
  return seen.flatMap((post) => post?.threadId ?? []);
}

/** All threads of everybody who wrote, found by what was heard and by its authors. */
async function threadsOf(played: Played): Promise<ThreadRecord[]> {
  const found = new Map<string, ThreadRecord>();
  for (const threadId of new Set(await seenPosts(played))) {
    const record = found.get(threadId) ?? (await getThreadRecord(played.db, threadId));
    if (!record) continue;
    found.set(threadId, record);
    const author = { network: played.name, id: record.thread.author.id };
    for (const other of await listAuthorThreads(played.db, author, 1000)) {
      const further = found.has(other) ? undefined : await getThreadRecord(played.db, other);
      if (further) found.set(other, further);
    }
  }
  return [...found.values()];
}

const ENDINGS = ['reply-sent', 'reply-failed', 'reply-unknown', 'reply-withdrawn'];

export async function outcomeOf(played: Played): Promise<Outcome> {
  const records = await threadsOf(played);
  const replies = played.fake.replies();
  const stored = records.flatMap(({ posts }) => posts.map(({ mention }) => mention));
  const kept = ([id, written]: readonly [string, string]) => {
    const found = stored.filter((mention) => mention.id === id);
    return { written, stored: found.length, words: found.map(({ text }) => text) };
  };
  return {
    posts: standingPosts(played).map(kept),
    takenBack: [...played.written].filter(([id]) => played.takenBack.has(id)).map(kept),
    standing: replies.length,
    answers: records.flatMap((record) =>
      record.replies.map(({ id, text, state: ended }) => ({
        text,
        state: ended,
        standing: replies.filter((reply) => reply.text.includes(text)).length,
        isShown: record.events.some((e) => 'replyId' in e && e.replyId === id && ENDINGS.includes(e.type)),
      })),
    ),
  };
}
