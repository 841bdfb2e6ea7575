// A complaint about a competitor is heard and kept, but nobody here has to answer it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sampleMentions } from '../../lib/local/sample/sample-mentions.ts';
import { sendMentions } from '../../lib/queues/mentions-queue.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { startSlack } from '../support/fake-slack.ts';

const ABOUT_THEM = 'Birchtel customer service is the worst. Still no refund and nobody answers!';
const heardBySearch = { text: ABOUT_THEM, addressed: false };

describe('a complaint about a competitor', () => {
  let chat: Awaited<ReturnType<typeof startSlack>>;
  let earshot: TestEarshot;
  beforeAll(async () => {
    chat = await startSlack();
    earshot = await startEarshot({ env: { SLACK_WEBHOOK_URL: chat.url } });
  });
  afterAll(async () => {
    await earshot.stop();
    chat.close();
  });
  beforeEach(() => {
    chat.messages.length = 0;
  });

  const threadSaying = async (words: string) =>
    (await earshot.allThreads()).find(({ excerpt }) => excerpt.includes(words));

  it('keeps what was decided, and stands among what nobody waits for, with the reason', async () => {
    await earshot.receive({ id: '1', ...heardBySearch });
    const [thread] = await earshot.threads('not-complaint');
    expect(thread).toMatchObject({
      decision: 'complaint',
      competitor: 'Birchtel',
      why: 'About Birchtel, a competitor',
    });
    expect(thread).not.toHaveProperty('dueAt');
    expect(chat.messages).toEqual([]);
  });

  it('is one in the sample, beside customers who name both', async () => {
    await sendMentions(earshot.house.queue('mentionsQueue'), sampleMentions(earshot.clock.now()));
    await earshot.processAll();
    const theirs = (await earshot.allThreads()).filter(({ sample, competitor }) => sample && competitor);
    expect(theirs.map(({ excerpt }) => excerpt.slice(0, 20)).toSorted()).toEqual([
      '4 hrs stuck on hold ',
      'Birchtel customer se',
    ]);
    expect(theirs.map(({ status, dueAt }) => [status, dueAt])).toEqual([
      ['not-complaint', undefined],
      ['not-complaint', undefined],
    ]);
    expect(chat.messages.filter((message) => message.includes('irchtel'))).toEqual([]);
    expect(await threadSaying('ok doing it, leaving birchtel tonight')).not.toHaveProperty('competitor');
  });

  it('is ours when it is addressed to us, or names us too', async () => {
    await earshot.receive(
      { id: '2', author: 'ben', text: ABOUT_THEM, addressed: true },
      { id: '3', author: 'cem', text: `${ABOUT_THEM} And Acorn Mobile is no better.`, addressed: false },
    );
    const open = await earshot.threads();
    expect(open.filter(({ author }) => ['ben', 'cem'].includes(author.handle))).toHaveLength(2);
    expect(chat.messages).toHaveLength(2);
  });

  it('goes to a person where somebody may be in danger', async () => {
    await earshot.receive({
      id: '4',
      author: 'dee',
      text: `${ABOUT_THEM} Their charger caught fire.`,
      addressed: false,
    });
    const thread = (await earshot.threads()).find(({ author }) => author.handle === 'dee');
    expect(thread).toMatchObject({ risks: ['danger'], dueAt: expect.any(String) });
    expect(thread?.why).toMatch(/^Danger · about Birchtel, a competitor · /);
    expect(chat.messages).toHaveLength(1);
  });

  it('becomes our matter when the author writes again about us, or a person says so', async () => {
    await earshot.receive({ id: '5', author: 'eve', ...heardBySearch }, { id: '6', author: 'fay', ...heardBySearch });
    await earshot.receive({
      id: '7',
      author: 'eve',
      inReplyTo: '5',
      text: '@acornmobile you are the worst too, still no refund',
    });
    const fay = (await earshot.allThreads()).find(({ author }) => author.handle === 'fay');
    const body = { type: 'judge', decision: 'complaint', version: fay?.version };
    await earshot.call(`/threads/${fay?.id}/events`, { method: 'POST', body });
    const ours = (await earshot.allThreads()).filter(({ author }) => ['eve', 'fay'].includes(author.handle));
    expect(ours.map(({ status }) => status)).toEqual(['open', 'open']);
    for (const thread of ours) {
      expect(thread.dueAt).toBeDefined();
      expect(thread).not.toHaveProperty('competitor');
    }
  });
});
