// What customers do on their page: say that it is not solved, what they think of us, and that their data be deleted.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askErasure } from '../../lib/flows/ask-erasure.ts';
import { takeSurvey } from '../../lib/flows/take-survey.ts';
import { CASE_SECRET, type CaseScene, startCases } from '../support/case-scene.ts';
import { mortal } from '../support/crashes.ts';

describe("on the customer's page", () => {
  let cases: CaseScene;
  beforeAll(async () => {
    cases = await startCases();
  });
  afterAll(() => cases.close());

  describe('"this is not solved"', () => {
    it('opens an answered case again, with a deadline that counts from now', async () => {
      const { id } = await cases.answered('xenia');
      cases.clock.advance({ days: 3 });
      const done = await cases.post(`${cases.tokenOf(id)}/not-solved`);
      expect(done).toMatchObject({ status: 303, location: `/case/${cases.tokenOf(id)}` });
      const { thread, events } = await cases.earshot.thread(id);
      expect(thread.status).toBe('open');
      expect(thread.dueAt! > cases.clock.now()).toBe(true);
      expect(events.find(({ type }) => type === 'reopened')).toMatchObject({
        by: 'customer',
        text: 'The customer said on their page: this is not solved',
      });
      expect((await cases.stored(id)).answerClock?.from).toBe(cases.clock.now());
      expect((await cases.open(id)).html).toContain('You said that it is not solved');
    });

    it('gives a case that was settled without an answer the whole time anew', async () => {
      const { id, dueAt } = await cases.complain('yann');
      await cases.act(id, { type: 'resolve' });
      cases.clock.advance({ days: 2 });
      await cases.post(`${cases.tokenOf(id)}/not-solved`);
      const { thread } = await cases.earshot.thread(id);
      expect(thread.dueAt! > cases.clock.now()).toBe(true);
      expect(thread.dueAt).not.toBe(dueAt);
    });

    it('is heard once, however often the button is pressed', async () => {
      const { id } = await cases.answered('zoe');
      const token = cases.tokenOf(id);
      const pressed = await Promise.all([1, 2, 3].map(() => cases.post(`${token}/not-solved`)));
      expect(pressed.map(({ status }) => status)).toEqual([303, 303, 303]);
      expect((await cases.eventsOf(id)).filter((type) => type === 'reopened')).toHaveLength(1);
    });

    it('changes nothing where an answer is owed anyhow, or nothing is', async () => {
      const [opened, harmless] = [await cases.complain('abel'), await cases.complain('bea')];
      await cases.act(harmless.id, { type: 'judge', decision: 'not' });
      for (const { id } of [opened, harmless]) {
        await cases.post(`${cases.tokenOf(id)}/not-solved`);
        expect(await cases.eventsOf(id)).not.toContain('reopened');
      }
    });
  });

  describe('"delete my data"', () => {
    it('deletes nothing, says so on the thread and tells the team chat once', async () => {
      const { id, caseNumber } = await cases.answered('dora');
      const before = await cases.earshot.thread(id);
      expect((await cases.post(`${cases.tokenOf(id)}/erasure`)).status).toBe(303);
      await cases.post(`${cases.tokenOf(id)}/erasure`);
      const after = await cases.earshot.thread(id);
      expect(after.posts).toEqual(before.posts);
      expect(after.thread.why).toContain('asks that their data be deleted');
      expect(after.thread.why).not.toBe(before.thread.why);
      expect((await cases.eventsOf(id)).filter((type) => type === 'erasure-asked')).toHaveLength(1);
      await cases.earshot.processAll();
      const told = cases.chat.messages.filter((message) => message.includes('asks that their data be deleted'));
      expect(told.filter((message) => message.includes(caseNumber))).toHaveLength(1);
      expect(told.join()).not.toContain('dora');
      expect((await cases.open(id)).html).toContain('You asked us to delete your data');
    });

    it('is not lost when the worker dies at any step: the customer asks again, and it stands once', async () => {
      const { id } = await cases.answered('emil');
      const token = cases.tokenOf(id);
      const db = cases.earshot.house.db();
      const deps = {
        ...cases.earshot.house,
        db,
        caseSecret: CASE_SECRET,
        complaints: cases.earshot.house.queue('complaintsQueue'),
      };
      const { run } = mortal(db, cases.earshot.house.sqs());
      for (let step = 0; await run({ step, afterEffect: step % 2 === 0 }, () => askErasure(deps, token)); step += 1)
        await run(undefined, () => askErasure(deps, token));
      expect((await cases.eventsOf(id)).filter((type) => type === 'erasure-asked')).toHaveLength(1);
      expect((await cases.stored(id)).erasureAskedAt).toBeDefined();
    });
  });

  describe('the survey', () => {
    it('is offered when an answer stands, and not before', async () => {
      const { id } = await cases.complain('finn');
      expect((await cases.open(id)).html).not.toContain('How did we do?');
      const early = await cases.post(`${cases.tokenOf(id)}/survey`, { csat: '5' });
      expect(early.status).toBe(409);
      expect(await cases.eventsOf(id)).not.toContain('surveyed');
      await cases.answer(id);
      expect((await cases.open(id)).html).toContain('How did we do?');
    });

    it('is kept with the words of the customer, who may think again for an hour', async () => {
      const { id } = await cases.answered('gina');
      const token = cases.tokenOf(id);
      const first = { csat: '2', nps: '0', comment: 'Took <b>three</b> weeks.\r\nToo long.' };
      expect(await cases.post(`${token}/survey`, first)).toMatchObject({
        status: 303,
        location: `/case/${token}#survey`,
      });
      expect((await cases.earshot.thread(id)).thread.survey).toMatchObject({ csat: 2, nps: 0 });
      cases.clock.advance({ minutes: 59 });
      const thanks = (await cases.open(id)).html;
      expect(thanks).toMatch(/name="csat" value="2" checked/);
      expect(thanks).not.toContain('Took');
      await cases.post(`${token}/survey`, { csat: '4' });
      expect((await cases.earshot.thread(id)).thread.survey).toMatchObject({ csat: 4 });
      cases.clock.advance({ minutes: 1 });
      const late = await cases.post(`${token}/survey`, { csat: '1' });
      expect(late.status).toBe(409);
      expect(late.html).toContain('You have told us already, thank you.');
      expect((await cases.earshot.thread(id)).thread.survey).toMatchObject({ csat: 4 });
    });

    it('is kept once when it is sent twice, and cannot fill the history', async () => {
      const { id } = await cases.answered('hugo');
      const token = cases.tokenOf(id);
      await cases.post(`${token}/survey`, { csat: '3' });
      await cases.post(`${token}/survey`, { csat: '3' });
      expect((await cases.eventsOf(id)).filter((type) => type === 'surveyed')).toHaveLength(1);
      for (let time = 0; time < 15; time += 1) await cases.post(`${token}/survey`, { csat: String((time % 2) + 1) });
      expect((await cases.eventsOf(id)).filter((type) => type === 'surveyed').length).toBeLessThanOrEqual(10);
    });

    it.each([
      ['a number beyond the scale', { csat: '6' }],
      ['a word', { nps: 'ten' }],
      ['nothing at all', { comment: 'no number' }],
      ['a comment that is too long', { csat: '3', comment: 'x'.repeat(501) }],
    ])('refuses %s and says how it goes', async (_, form) => {
      const { id } = await cases.answered(`ira${Object.values(form).join('').length}`);
      const refused = await cases.post(`${cases.tokenOf(id)}/survey`, form);
      expect(refused.status).toBe(422);
      expect(refused.html).toContain('role="alert"');
      expect(await cases.eventsOf(id)).not.toContain('surveyed');
    });

    it('takes what is no form for a mistake of the sender, not for a failure of ours', async () => {
      const { id } = await cases.answered('jory');
      const noForm = {
        method: 'POST',
        body: 'no parts',
        headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'multipart/form-data; boundary=x' },
      };
      const statusAt = async (token: string) =>
        (await fetch(`${cases.earshot.url}/case/${token}/survey`, noForm)).status;
      expect([await statusAt(cases.tokenOf(id)), await statusAt('nobodys')]).toEqual([422, 404]);
      expect(cases.earshot.errors).toEqual([]);
    });

    it('takes a comment of 500 characters that take the most room, and refuses a body beyond that', async () => {
      const { id } = await cases.answered('jana');
      const longest = { csat: '5', nps: '10', comment: '\u{1F600}'.repeat(250) };
      expect((await cases.post(`${cases.tokenOf(id)}/survey`, longest)).status).toBe(303);
      expect((await cases.post(`${cases.tokenOf(id)}/survey`, { comment: 'x'.repeat(9000) })).status).toBe(413);
    });

    it('does not outrun a decision: two answers at one moment leave one of them', async () => {
      const { id } = await cases.answered('kira');
      const db = cases.earshot.house.db();
      const deps = { ...cases.earshot.house, db, caseSecret: CASE_SECRET };
      await Promise.all([1, 2, 3, 4].map((csat) => takeSurvey(deps, cases.tokenOf(id), { csat })));
      const { survey, version } = await cases.stored(id);
      expect([1, 2, 3, 4]).toContain(survey?.csat);
      expect(await cases.eventsOf(id)).toHaveLength(version);
    });
  });
});
