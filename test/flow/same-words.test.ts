// The same words to many people: refused with the rule, before the network closes the account for it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answering, type Colleague, startAnswering } from '../support/answering.ts';
import { startFakeMastodon } from '../support/fake-mastodon.ts';
import { startFakeX } from '../support/fake-x.ts';

/** Answers complaints with a text each, all before the first answer leaves, and tells what came of each. */
async function answerAll(
  house: Answering,
  who: Colleague,
  texts: readonly (readonly [author: string, text: string])[],
) {
  const threads = [];
  for (const [author] of texts) threads.push(await house.complaint(author));
  const outcomes = [];
  for (const [place, thread] of threads.entries()) {
    outcomes.push({ thread, ...(await who.reply(thread.id, { text: texts[place]![1] })) });
  }
  return outcomes;
}

describe('the same words to many people', () => {
  let x: Answering;
  let mastodon: Answering;
  let ana: Colleague;
  let toot: Colleague;

  beforeAll(async () => {
    [x, mastodon] = await Promise.all([startAnswering(startFakeX), startAnswering(startFakeMastodon)]);
    ana = x.colleague('Ana', 'lead');
    toot = mastodon.colleague('Ana', 'lead');
  });
  afterAll(() => Promise.all([x.stop(), mastodon.stop()]));

  it('are refused on X with its rule and where it stands, although handles, numbers, case and links differ', async () => {
    const outcomes = await answerAll(x, ana, [
      ['kim1', 'Hi Kim1, we are SORRY. Case 4821-7305. – Ana'],
      ['kim2', 'hi kim2 we are sorry! Case 1111-2222 https://acorn.example/a – Ana'],
      ['kim3', 'Hi Kim3, we are sorry – @acorn. Case 3: – Ana'],
      ['kim4', 'Hi Kim4, we are sorry. Case 9. – Ana'],
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([200, 200, 200, 422]);
    const { body, thread } = outcomes[3]!;
    expect(body).toMatchObject({ code: 'same-text' });
    expect(body.detail).toContain('went to 3 others on x');
    expect(body.detail).toContain('“Never perform bulk, aggressive, or spammy actions”');
    expect(body.detail).toContain('https://docs.x.com/developer-terms/policy');
    expect(body.detail).toContain('other words');
    expect((await ana.reply(thread.id, { text: 'Sorry, Kim4! I will look into it today. – Ana' })).status).toBe(200);
  });

  it('may go again when an answer is taken back, and a day later', async () => {
    const text = 'We are very sorry about this.';
    const outcomes = await answerAll(
      x,
      ana,
      [1, 2, 3, 4, 5].map((place) => [`lou${place}`, text] as const),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([200, 200, 200, 422, 422]);
    const [first, , , fourth, fifth] = outcomes;
    await ana.act(first!.thread.id, { type: 'withdraw-reply', replyId: first!.body.id });
    expect((await ana.reply(fourth!.thread.id, { text })).status).toBe(200);
    expect((await ana.reply(fifth!.thread.id, { text })).status).toBe(422);
    x.clock.advance({ hours: 24 });
    expect((await ana.reply(fifth!.thread.id, { text })).status).toBe(200);
  });

  it('are counted once however often the same request comes, and to one person as often as they write', async () => {
    const text = 'We hear you and are sorry.';
    const thread = await mastodon.complaint('mia');
    const id = '01KAKC0Z00ABCDEFGHJKMNPQRS';
    for (let time = 0; time < 3; time += 1)
      expect((await toot.reply(thread.id, { text, id, version: thread.version })).status).toBe(200);
    await mastodon.holdPasses();
    const again = await mastodon.complaint('mia', '@acme and it still is a disgrace, my refund is late');
    expect((await toot.reply(again.id, { text })).status).toBe(200);
    const others = await answerAll(
      mastodon,
      toot,
      [2, 3, 4, 5, 6].map((place) => [`mia${place}`, text] as const),
    );
    expect(others.map(({ status }) => status)).toEqual([200, 200, 200, 200, 422]);
    expect(others[4]!.body.detail).toContain('take the same words to many people for spam');
  });

  it('are nobody’s business in private', async () => {
    const text = 'Please tell us your order number here.';
    for (let place = 0; place < 7; place += 1) {
      const { id } = await mastodon.complaint(`pat${place}`);
      expect((await toot.reply(id, { text, visibility: 'direct' })).status).toBe(200);
    }
  });

  it('to two people at the same moment are both counted', async () => {
    const text = 'Sorry, we will call you.';
    const threads = [];
    for (const place of [1, 2, 3, 4, 5, 6]) threads.push(await mastodon.complaint(`zed${place}`));
    const all = await Promise.all(threads.map(({ id }) => toot.reply(id, { text })));
    expect(all.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 422]);
  });
});
