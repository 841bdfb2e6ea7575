// A network whose posts are followed, a team chat, and the looks that the schedule takes.
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Span } from '../../lib/domain/time.ts';
import type { Followed } from '../../lib/flows/follow-posts.ts';
import { getThreadRecord } from '../../lib/store/threads.ts';
import { startEarshot, type TestEarshot } from './earshot.ts';
import { startFakeMastodon } from './fake-mastodon.ts';
import type { FakeNetwork } from './fake-network.ts';
import { startSlack } from './fake-slack.ts';
import { type TestClock, testClock } from './test-clock.ts';

/** Posts are looked at so often, */
export const DAY: Span = { hours: 20 };
/** and so long after a look at which one was not shown. */
export const HOUR: Span = { hours: 1 };

export interface FollowingScene {
  readonly clock: TestClock;
  readonly network: FakeNetwork;
  readonly chat: Awaited<ReturnType<typeof startSlack>>;
  readonly earshot: TestEarshot;
  /** Somebody writes, and it is heard. */
  write(text: string, author?: string): Promise<{ readonly id: string; readonly threadId: string }>;
  /** What one run finds so much later. */
  look(after: Span): Promise<Followed>;
  /** The posts' texts as the desk shows them, or that they are gone. */
  posts(threadId: string): Promise<string[]>;
  eventsOf(threadId: string, type: string): Promise<object[]>;
  /** Every item of the table that holds these words. */
  placesWith(words: string): Promise<string[]>;
  close(): Promise<void>;
}

export async function startFollowingScene(): Promise<FollowingScene> {
  const clock = testClock();
  const network = await startFakeMastodon({ clock: clock.now });
  const chat = await startSlack();
  const earshot = await startEarshot({ clock, env: { ...network.env(), SLACK_WEBHOOK_URL: chat.url } });
  await earshot.hear();
  return {
    clock,
    network,
    chat,
    earshot,
    write: async (text, author = 'maya') => {
      clock.advance({ seconds: 5 });
      const { id } = network.addMention({ author, text });
      await earshot.hear();
      const thread = (await earshot.allThreads()).find(({ latestPostId }) => latestPostId === id);
      if (!thread) throw new Error(`the post of ${author} did not open a thread: ${earshot.errors.join('; ')}`);
      return { id, threadId: thread.id };
    },
    look: async (after) => {
      clock.advance(after);
      const followed = await earshot.invoke('follow');
      await earshot.processAll();
      return followed as Followed;
    },
    posts: async (threadId) => {
      const page = await earshot.thread(threadId);
      return page.posts.map(({ text, goneAt }) => (goneAt ? 'gone' : text));
    },
    eventsOf: async (threadId, type) => {
      const record = await getThreadRecord(earshot.house.db(), threadId);
      return record?.events.filter((event) => event.type === type) ?? [];
    },
    placesWith: async (words) => {
      const { client, table } = earshot.house.db();
      const { Items = [] } = await client.send(new ScanCommand({ TableName: table }));
      return Items.filter((item) => JSON.stringify(item).includes(words)).map(({ pk, sk }) => `${pk} ${sk}`);
    },
    close: async () => {
      await earshot.stop();
      await network.close();
      chat.close();
    },
  };
}
