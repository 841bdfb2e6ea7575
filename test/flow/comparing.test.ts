// A new model reads beside the one in use what the last days brought, before it replaces it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareModels } from '../../lib/flows/compare-models.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { assessAs } from '../support/other-models.ts';

const HARMLESS = 'Happy birthday to my best friend, says @acme.';

const learnedFrom = new Set<string>();
const hasLearnedFrom = (text: string) => learnedFrom.has(text);

describe('comparing a new model with the one in use', () => {
  let earshot: TestEarshot;
  beforeAll(async () => {
    earshot = await startEarshot();
    await earshot.receive({ id: 'old', author: 'old' });
    earshot.clock.advance({ days: 40 });
    await earshot.receive({ id: 'empty', author: 'empty', text: ' ' });
    for (let i = 0; i < 20; i += 1) {
      await earshot.receive(
        { id: `h${i}`, author: `h${i}`, text: `${HARMLESS} ${i}` },
        { id: `c${i}`, author: `c${i}` },
      );
    }
  });
  afterAll(() => earshot.stop());

  function compare(candidate: 'alarmed' | 'calm', days = 30) {
    return compareModels(
      {
        db: earshot.house.db(),
        clock: earshot.clock.now,
        inUse: { assess: assessAs(earshot), hasLearnedFrom },
        candidate: { assess: assessAs(earshot, candidate), hasLearnedFrom },
        onProgress: () => undefined,
      },
      days,
    );
  }

  async function judgeAll() {
    for (const { id, version, author } of await earshot.allThreads()) {
      if (!/^[hc]\d/.test(author.handle)) continue;
      const body = { type: 'judge', decision: author.handle.startsWith('c') ? 'complaint' : 'not', version };
      await earshot.call(`/threads/${id}/events`, { method: 'POST', body });
    }
  }

  it('counts what would be decided otherwise, in each direction, over the days that were asked for', async () => {
    expect(await compare('alarmed')).toMatchObject({
      posts: 40,
      withoutText: 1,
      decisions: [{ from: 'not', to: 'complaint', posts: 20 }],
    });
    expect((await compare('calm', 60)).decisions).toEqual([{ from: 'complaint', to: 'not', posts: 21 }]);
  });

  it('shows where they differ most, without anybody in it', async () => {
    const { examples } = await compare('alarmed');
    expect(examples).toHaveLength(10);
    expect(examples[0]?.text).toMatch(/^Happy birthday to my best friend, says @somebody\. \d+$/);
    expect(examples[0]).toMatchObject({ inUse: { decision: 'not' }, candidate: { decision: 'complaint' } });
  });

  it('shows what several people wrote word by word once', async () => {
    const { examples } = await compare('calm');
    expect(examples.filter(({ text }) => text.startsWith('Still waiting'))).toHaveLength(1);
  });

  it('does not say which one agrees better with people before they have said enough', async () => {
    expect((await compare('alarmed')).labels).toEqual({ posts: 0, complaints: 0, learnedFrom: 0 });
    await judgeAll();
    const { labels } = await compare('alarmed');
    expect(labels).toEqual({
      posts: 40,
      complaints: 20,
      learnedFrom: 0,
      inUse: { macroF1: 1, missed: 0, falseAlarms: 0, unsure: 0 },
      candidate: { macroF1: expect.closeTo(1 / 3), missed: 0, falseAlarms: 20, unsure: 0 },
    });
    expect((await compare('calm')).labels.candidate).toMatchObject({ missed: 20, falseAlarms: 0 });
  });

  it('does not count agreement about posts that a model was trained on', async () => {
    learnedFrom.add('Happy birthday to my best friend, says @somebody. 7');
    expect((await compare('alarmed')).labels).toEqual({ posts: 39, complaints: 20, learnedFrom: 1 });
  });

  it('stores nothing', async () => {
    const before = await earshot.allThreads();
    await compare('calm');
    expect(await earshot.allThreads()).toEqual(before);
  });
});
