// Real support conversations, where they lie beside the project: every message of a customer becomes one post in one thread.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importPosts } from '../../lib/flows/import-posts.ts';
import { ROOT, startEarshot, type TestEarshot } from '../support/earshot.ts';

const FILE = join(ROOT, '../shared/data/support-threads/conversations-1025.jsonl');
const present = existsSync(FILE);
if (!present) console.log(`NOT RUN: real conversations, because there is no ${FILE.slice(ROOT.length + 1)}`);

interface Conversation {
  readonly messages: readonly {
    readonly role: string;
    readonly author: string;
    readonly datetime: string;
    readonly tweet_id: string;
    readonly text: string;
  }[];
}

async function* lines(conversations: readonly Conversation[]) {
  let line = 0;
  for (const { messages } of conversations) {
    const customers = messages.filter(({ role }) => role === 'client');
    for (const [place, { tweet_id: id, author, datetime, text }] of customers.entries()) {
      line += 1;
      const before = customers[place - 1];
      const inReplyTo = before ? { inReplyTo: before.tweet_id } : {};
      const threadRoot = messages[0]?.tweet_id ?? id;
      yield {
        line,
        value: {
          network: 'x',
          id,
          text,
          author: { id: author, handle: author },
          createdAt: datetime,
          threadRoot,
          ...inReplyTo,
        },
      };
    }
  }
}

describe.skipIf(!present)('real conversations', () => {
  let earshot: TestEarshot;
  let conversations: Conversation[];
  const skipped: string[] = [];
  beforeAll(async () => {
    conversations = readFileSync(FILE, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    earshot = await startEarshot();
    await importAll();
    await importAll();
  });
  afterAll(() => earshot.stop());

  async function importAll(): Promise<void> {
    const deps = {
      mentions: earshot.house.queue('mentionsQueue'),
      clock: earshot.clock.now,
      onIgnored: () => undefined,
      onProgress: () => undefined,
    };
    await importPosts(
      { ...deps, onSkipped: (line, problem) => skipped.push(`${line}: ${problem}`) },
      lines(conversations),
    );
    await earshot.processAll();
  }

  it('become one post a message, all of a conversation in one thread, also when they are imported twice', async () => {
    const threadOf = new Map<string, string>();
    for (const { id } of await earshot.allThreads()) {
      for (const post of (await earshot.thread(id)).posts) {
        expect(threadOf.has(post.id)).toBe(false);
        threadOf.set(post.id, id);
      }
    }
    const wanted = new Set<string>();
    for (const { messages } of conversations) {
      const customers = messages.filter(({ role }) => role === 'client');
      // A few messages stand in two conversations of the file, under two pseudonyms of one person: those are told apart.
      const again = customers.some(({ tweet_id: id }) => wanted.has(id));
      for (const { tweet_id: id } of customers) wanted.add(id);
      if (again) continue;
      const authors = new Set(customers.map(({ author }) => author));
      expect(new Set(customers.map(({ tweet_id: id }) => threadOf.get(id))).size).toBe(authors.size);
    }
    expect([...threadOf.keys()].toSorted()).toEqual([...wanted].toSorted());
    expect(skipped).toEqual([]);
    expect(earshot.errors).toEqual([]);
    console.log(`${threadOf.size} posts in ${new Set(threadOf.values()).size} threads`);
  });
});
