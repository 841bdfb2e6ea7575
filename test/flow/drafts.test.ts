// What somebody has begun to write: kept for everybody, never written over unseen, gone with the answer.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepDraft } from '../../lib/flows/keep-draft.ts';
import { type Answering, type Colleague, startAnswering } from '../support/answering.ts';
import { startFakeX } from '../support/fake-x.ts';
import { refuseFirst } from '../support/table-faults.ts';

function keep(who: Colleague, threadId: string, body: { text: string; version: number }) {
  return who.call(`/threads/${threadId}/draft`, { method: 'PUT', body });
}

describe('a draft', () => {
  let house: Answering;
  let ana: Colleague;
  let ben: Colleague;

  beforeAll(async () => {
    house = await startAnswering(startFakeX);
    ana = house.colleague('Ana', 'agent');
    ben = house.colleague('Ben', 'agent');
  });
  afterAll(() => house.stop());

  const draftOf = async (threadId: string) => (await house.page(threadId)).draft;

  it('is there for whoever opens the thread, with who wrote it', async () => {
    const { id } = await house.complaint('ada');
    expect(await draftOf(id)).toBeUndefined();
    const kept = await keep(ana, id, { text: 'Dear Ada,', version: 0 });
    expect(kept).toMatchObject({ status: 200, body: { text: 'Dear Ada,', by: 'Ana', version: 1, isBehind: false } });
    await keep(ana, id, { text: 'Dear Ada, we are', version: 1 });
    expect(await draftOf(id)).toMatchObject({ text: 'Dear Ada, we are', by: 'Ana', version: 2 });
  });

  it('is not written over by who has not seen it, and says whose words stand there', async () => {
    const { id } = await house.complaint('alma');
    await keep(ana, id, { text: 'Hello Alma', version: 0 });
    const refused = await keep(ben, id, { text: 'Hi Alma', version: 0 });
    expect(refused).toMatchObject({
      status: 412,
      body: { code: 'stale', detail: expect.stringContaining('Ana wrote') },
    });
    expect(await draftOf(id)).toMatchObject({ text: 'Hello Alma', by: 'Ana' });
    expect((await keep(ben, id, { text: 'Hello Alma, sorry', version: 1 })).status).toBe(200);
    expect(await keep(ana, id, { text: 'Hello Alma!', version: 1 })).toMatchObject({ status: 412 });
  });

  it('is kept once when it is saved twice', async () => {
    const { id } = await house.complaint('anna');
    const same = { text: 'Good morning', version: 0 };
    const both = [await keep(ana, id, same), await keep(ana, id, same)];
    expect(both.map(({ body }) => body.version)).toEqual([1, 1]);
  });

  it('of two that are begun at the same moment one is kept, and its writer’s alone', async () => {
    const { id } = await house.complaint('arno');
    const both = await Promise.all([
      keep(ana, id, { text: 'One', version: 0 }),
      keep(ben, id, { text: 'Other', version: 0 }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const won = both.find(({ status }) => status === 200);
    expect((await draftOf(id))?.text).toBe(won?.body.text);
  });

  it('is thrown away when it is empty, and an old version of it never comes back over a new one', async () => {
    const { id } = await house.complaint('bea');
    await keep(ana, id, { text: 'Hm', version: 0 });
    await keep(ana, id, { text: '', version: 1 });
    expect(await draftOf(id)).toBeUndefined();
    expect((await keep(ben, id, { text: 'A new one', version: 0 })).body.version).toBe(3);
    expect(await keep(ana, id, { text: 'Hm', version: 1 })).toMatchObject({ status: 412 });
    const empty = await house.complaint('berit');
    expect(await keep(ana, empty.id, { text: '', version: 0 })).toMatchObject({ status: 200, body: { version: 0 } });
  });

  it('is behind when the customer wrote after it was begun, until it is begun anew', async () => {
    const { id, latestPostId } = await house.complaint('bo');
    await keep(ana, id, { text: 'Dear Bo', version: 0 });
    house.network.addMention({ author: 'bo', text: '@acornmobile and now it is gone', inReplyTo: latestPostId });
    await house.earshot.hear();
    expect(await draftOf(id)).toMatchObject({ isBehind: true });
    expect((await keep(ana, id, { text: 'Dear Bo, we', version: 1 })).body).toMatchObject({ isBehind: true });
    await keep(ana, id, { text: '', version: 2 });
    expect((await keep(ana, id, { text: 'Now, Bo', version: 3 })).body).toMatchObject({ isBehind: false });
  });

  it('goes with the answer it became, and a save that was slower than the sending does not bring it back', async () => {
    const { id } = await house.complaint('carl');
    const text = 'We are sorry, Carl.';
    await keep(ana, id, { text, version: 0 });
    expect((await ana.reply(id, { text })).status).toBe(200);
    expect(await draftOf(id)).toBeUndefined();
    expect(await keep(ana, id, { text, version: 1 })).toMatchObject({ status: 200, body: { text: '' } });
    expect(await draftOf(id)).toBeUndefined();
  });

  it('of a colleague stays when somebody else answers in other words', async () => {
    const { id } = await house.complaint('cora');
    await keep(ben, id, { text: 'I called Cora, she', version: 0 });
    expect((await ana.reply(id)).status).toBe(200);
    expect(await draftOf(id)).toMatchObject({ text: 'I called Cora, she', by: 'Ben' });
  });

  it('of nobody’s thread is refused', async () => {
    expect(await keep(ana, 'no-such-thread', { text: 'Hi', version: 0 })).toMatchObject({ status: 404 });
  });

  it('is kept when the table refuses the first try because of another writer', async () => {
    const { id } = await house.complaint('dora');
    const db = house.earshot.house.db();
    refuseFirst(db, `THREAD#${id}`);
    const kept = await keepDraft(
      { db, clock: house.clock.now },
      { threadId: id, text: 'Dear Dora', by: 'Ana', version: 0 },
    );
    expect(kept).toMatchObject({ draft: { text: 'Dear Dora' } });
  });
});
