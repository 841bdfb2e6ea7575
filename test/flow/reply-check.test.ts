// What the desk is told of an answer while it is being written: from the thread it answers, by whom and for whom to read.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replyCheckSchema } from '../../lib/api/action-schemas.ts';
import { type PostGiven, startEarshot, type TestEarshot } from '../support/earshot.ts';

describe('the check of an answer', () => {
  let earshot: TestEarshot;
  let threadId: string;

  beforeAll(async () => {
    earshot = await startEarshot();
    threadId = await threadOf({ id: 'late', author: 'Ines' });
  });
  afterAll(() => earshot.stop());

  /** A sample post can be answered without any account. */
  async function threadOf(post: PostGiven): Promise<string> {
    await earshot.receive({ sample: true, ...post });
    const threads = await earshot.allThreads();
    return threads.find(({ latestPostId }) => latestPostId === post.id)?.id ?? '';
  }

  async function check(text: string, { thread = threadId, agent = 'Ana', ...order }: Order = {}) {
    const body = { text, ...order };
    return earshot.call(`/threads/${thread}/check`, { method: 'POST', body, agent });
  }

  interface Order {
    readonly thread?: string;
    readonly agent?: string;
    readonly postId?: string;
    readonly visibility?: 'public' | 'direct';
  }

  async function ids(text: string, level: 'good' | 'advice' | 'error', order: Order = {}): Promise<string[]> {
    const { body } = await check(text, order);
    return replyCheckSchema
      .parse(body)
      .findings.filter((finding) => finding.level === level)
      .map(({ id }) => id);
  }

  const GOOD =
    'Hi Ines, I am sorry your refund is so late, and thank you for telling us. I have asked our billing team to send it and will write to you here by Friday. If anything else is wrong, just tell me. – Ana';

  it('finds nothing against a good answer, and offers its promise as a task', async () => {
    const { status, body } = await check(GOOD);
    expect(status).toBe(200);
    const { measure, findings, promises, grade } = replyCheckSchema.parse(body);
    expect(measure).toEqual({ length: GOOD.length, max: 300, unit: 'grapheme', fits: true });
    expect(findings.filter(({ level }) => level !== 'good')).toEqual([]);
    expect(new Set(findings.map(({ quality }) => quality))).toEqual(
      new Set(['accurate', 'consistent', 'empathetic', 'precise', 'friendly']),
    );
    expect(grade).toBeLessThanOrEqual(6);
    // The clock of the tests stands on a Saturday in November; the team goes home at 20:00 on a Friday.
    expect(promises).toEqual([
      { text: expect.stringContaining('by Friday'), dueAt: expect.stringMatching(/T20:00:00\.000Z$/) },
    ]);
  });

  it('knows the writer by their account, and the customer by their post', async () => {
    expect(await ids('Sorry. – The Acorn Mobile Team', 'advice')).toContain('signed');
    expect(await ids('This is Ben, sorry', 'good', { agent: 'Ben' })).toContain('signed');
    expect(await ids('This is Ben, sorry', 'good', { agent: 'Ana' })).not.toContain('signed');
    expect(await ids('Sorry, Ines', 'good')).toContain('name');
    expect(await ids('Sorry, Inge', 'advice')).toContain('name');
  });

  it('holds a number of the customer back in public and not in a direct message', async () => {
    const text = 'Hi Ines, sorry! I will ring you on 07700 900123. ^AB';
    expect(await ids(text, 'error')).toEqual(['personal-data']);
    expect(await ids(text, 'error', { visibility: 'direct' })).toEqual([]);
  });

  it('takes an answer to a private post for as private', async () => {
    const thread = await threadOf({ id: 'private', author: 'Pia', visibility: 'private' });
    expect(await ids('I will ring you on 07700 900123.', 'error', { thread })).toEqual([]);
  });

  it('names a variable without a value and what is too long for the network', async () => {
    expect(await ids(`Hi {name}! ${'so '.repeat(100)}sorry`, 'error')).toEqual(['too-long', 'unfilled-variable']);
  });

  it('asks whoever thanks somebody for praise for no apology and no date', async () => {
    const text = 'Brilliant service from @acornmobile today, thank you so much! Best phone company ever, love you.';
    const thread = await threadOf({ id: 'praise', author: 'Lena', text });
    const advice = await ids('Thank you, Lena! – Ana', 'advice', { thread });
    expect(advice).toEqual([]);
  });

  it('says nothing of words it cannot read', async () => {
    const text = 'Wciąż czekam na zwrot pieniędzy, już trzy tygodnie i nikt nie odpowiada, to jest skandal.';
    const thread = await threadOf({ id: 'polish', author: 'Marek', text });
    const { body } = await check('Marek, przepraszamy, pieniądze wyślemy do piątku. – Ana', { thread });
    const { findings, promises, grade } = replyCheckSchema.parse(body);
    expect(findings.map(({ id }) => id)).toEqual(['signed', 'name']);
    expect(promises).toEqual([]);
    expect(grade).toBeUndefined();
  });

  it('has nothing to say of an empty box, and refuses a thread or a post that is not there', async () => {
    expect((await check('')).body).toMatchObject({ findings: [], promises: [] });
    expect(await check('Sorry', { thread: 'none' })).toMatchObject({ status: 404, body: { code: 'no-such-thread' } });
    expect(await check('Sorry', { postId: 'none' })).toMatchObject({ status: 404, body: { code: 'no-such-post' } });
  });
});
