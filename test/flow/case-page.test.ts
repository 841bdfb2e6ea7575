// The customer's page: who has the link sees how far the case is, nobody else sees anything, and looking changes nothing.
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { casePagesOf } from '../../functions/case.ts';
import { caseToken } from '../../lib/domain/case-link.ts';
import { plus } from '../../lib/domain/time.ts';
import { CASE_ADDRESS, CASE_SECRET, type CaseScene, startCases } from '../support/case-scene.ts';

describe("the customer's page", () => {
  let cases: CaseScene;
  beforeAll(async () => {
    cases = await startCases();
  });
  afterAll(() => cases.close());

  describe('its link', () => {
    it('is good while the case goes on, however long, and for 30 days after it is solved', async () => {
      const { id } = await cases.complain('lena');
      cases.clock.advance({ days: 200 });
      expect((await cases.open(id)).status).toBe(200);
      await cases.act(id, { type: 'resolve' });
      cases.clock.advance({ days: 29, hours: 23 });
      expect((await cases.open(id)).status).toBe(200);
      cases.clock.advance({ hours: 1 });
      expect((await cases.open(id)).status).toBe(404);
    });

    it('is good again when the case is opened again', async () => {
      const { id } = await cases.complain('nils');
      await cases.act(id, { type: 'resolve' });
      cases.clock.advance({ days: 31 });
      expect((await cases.open(id)).status).toBe(404);
      await cases.act(id, { type: 'reopen' });
      expect((await cases.open(id)).status).toBe(200);
    });

    it('is over 30 days after the thread was judged harmless, whatever was noted since', async () => {
      const { id } = await cases.complain('otis');
      await cases.act(id, { type: 'judge', decision: 'not' });
      cases.clock.advance({ days: 20 });
      await cases.act(id, { type: 'note', id: ulid(), text: 'A joke.' });
      cases.clock.advance({ days: 9 });
      expect((await cases.open(id)).html).toContain('Closed');
      cases.clock.advance({ days: 1 });
      expect((await cases.open(id)).status).toBe(404);
    });

    it('tells nobody why there is no page: forged, altered, too old, unknown and over are answered alike', async () => {
      const { id } = await cases.complain('pia');
      const good = cases.tokenOf(id);
      await cases.act(id, { type: 'resolve' });
      const tooOld = caseToken(CASE_SECRET, (await cases.complain('quin')).id, '2025-01-01T00:00:00.000Z');
      const bad = {
        forged: caseToken('another secret, of the same length as it', id, cases.clock.now()),
        altered: `${good.slice(0, 20)}${good[20] === 'A' ? 'B' : 'A'}${good.slice(21)}`,
        padded: `${good}=`,
        cut: good.slice(0, -4),
        'too old': tooOld,
        unknown: caseToken(CASE_SECRET, 'nothing', cases.clock.now()),
        empty: '',
        long: 'A'.repeat(5000),
      };
      expect((await cases.get(good)).status).toBe(200);
      cases.clock.advance({ days: 31 });
      const answers = await Promise.all(
        Object.values({ ...bad, over: cases.tokenOf(id) }).map((token) => cases.get(token)),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
      expect(new Set(answers.map(({ html }) => html)).size).toBe(1);
      const headers = answers.map((each) => JSON.stringify([...each.headers].filter(([name]) => name !== 'date')));
      expect(new Set(headers).size).toBe(1);
      const posts = ['not-solved', 'erasure', 'survey'].flatMap((what) =>
        Object.values(bad).map((token) => cases.post(`${token}/${what}`, { csat: '5' })),
      );
      expect(new Set((await Promise.all(posts)).map(({ status }) => status))).toEqual(new Set([404]));
    });

    it('is over when the customer was erased', async () => {
      const { id, caseNumber } = await cases.answered('rhea');
      const token = cases.tokenOf(id);
      const { customer } = await cases.earshot.thread(id);
      const order = { confirm: caseNumber, reason: 'asked on the page' };
      const path = `/customers/${customer.id}/erasure`;
      expect((await cases.earshot.call(path, { method: 'POST', body: order })).status).toBe(200);
      expect((await cases.get(token)).status).toBe(404);
      expect((await cases.post(`${token}/survey`, { csat: '1', comment: 'me again' })).status).toBe(404);
    });

    it('is offered for an answer, under the address that customers reach', async () => {
      const { id } = await cases.complain('rosa');
      const { status, body } = await cases.earshot.call(`/threads/${id}/suggestions`);
      expect(status).toBe(200);
      expect(body.pageUrl).toBe(`${CASE_ADDRESS}/case/${cases.tokenOf(id)}`);
    });
  });

  describe('what it shows', () => {
    it('is how far the case is and when, in the time of the brand', async () => {
      const { id, caseNumber } = await cases.complain('sven');
      const received = await cases.open(id);
      expect(received.html).toContain(caseNumber);
      expect(received.html).toContain('We have heard you');
      await cases.act(id, { type: 'claim' });
      expect((await cases.open(id)).html).toContain('We are looking at it');
      await cases.answer(id);
      expect((await cases.open(id)).html).toContain('We have answered you');
      await cases.act(id, { type: 'resolve' });
      const { html } = await cases.open(id);
      expect(html).toContain('Solved, we believe');
      expect(html).toContain('All times on this page are London time.');
      const moments = [...html.matchAll(/<li[^>]*>([^<]+)<time datetime/g)].map(([, words]) => words);
      expect(moments).toEqual(['We heard you', 'One of our people looked at it', 'We answered', 'We settled it']);
    });

    it('is nothing about a person, what they wrote, the network, or who answered', async () => {
      const { id } = await cases.answered('theodora');
      await cases.act(id, { type: 'escalate', level: 2, reason: 'asks for Bertram' });
      const text = "We'll call you by Friday, Theodora";
      await cases.act(id, { type: 'promise', promise: { id: ulid(), text, dueAt: '2027-12-01T12:00:00.000Z' } });
      const { posts } = await cases.earshot.thread(id);
      const { html } = await cases.open(id);
      for (const [, visible = ''] of html.matchAll(/>([^<>]+)</g))
        expect(visible).not.toMatch(/theodora|mastodon|\bAna\b|bertram|refund|disgrace|call you|escalat/i);
      expect(html).not.toContain(posts[0]?.id);
      expect(html).not.toMatch(/theodora|bertram|mastodon|http-equiv|<script|<img|<link|src=/i);
    });

    it('is the next date that was promised, and that we are late where it has passed', async () => {
      const { id } = await cases.complain('ulla');
      const dueAt = plus(cases.clock.now(), { days: 2 });
      await cases.act(id, { type: 'promise', promise: { id: ulid(), text: 'We write by then', dueAt } });
      expect((await cases.open(id)).html).toMatch(
        new RegExp(`We promised to write by <strong><time datetime="${dueAt}">`),
      );
      cases.clock.advance({ days: 3 });
      expect((await cases.open(id)).html).toContain('and are late. We are sorry.');
    });

    it('is kept by nobody on the way, found by no search engine, and runs nothing', async () => {
      const { headers, html } = await cases.open((await cases.complain('vera')).id);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-robots-tag')).toMatch(/noindex/);
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('set-cookie')).toBeNull();
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]+=*'; form-action 'self'/);
      expect(policy).not.toMatch(/unsafe|script-src/);
      expect(html).toContain('<meta name="robots" content="noindex');
    });

    it('changes nothing by being looked at', async () => {
      const { id } = await cases.answered('wanda');
      const before = await cases.stored(id);
      const token = cases.tokenOf(id);
      for (const path of [token, `${token}/not-solved`, `${token}/erasure`, `${token}/survey?csat=5`])
        for (const method of ['GET', 'HEAD']) await fetch(`${cases.earshot.url}/case/${path}`, { method });
      expect(await cases.stored(id)).toEqual(before);
    });
  });

  describe('a form that another site sends', () => {
    it.each([
      ['says so', { 'sec-fetch-site': 'cross-site' }],
      ['comes from a neighbour', { 'sec-fetch-site': 'same-site' }],
      ['names another origin', { origin: 'https://evil.example' }],
    ])('is refused where the browser %s', async (_, headers) => {
      const { id } = await cases.answered(`lou${JSON.stringify(headers).length}`);
      const refused = await cases.post(`${cases.tokenOf(id)}/not-solved`, {}, headers as Record<string, string>);
      expect(refused.status).toBe(403);
      expect(await cases.eventsOf(id)).not.toContain('reopened');
    });

    it.each([
      ['names the page itself', { origin: CASE_ADDRESS }],
      ['is an old one and names nothing', { origin: 'null' }],
    ])('is no such form where the browser %s', async (_, headers) => {
      const { id } = await cases.answered(`mona${headers.origin.length}`);
      const path = `/case/${cases.tokenOf(id)}/not-solved`;
      const answer = await casePagesOf(cases.earshot.house).request(path, { method: 'POST', headers });
      expect(answer.status).toBe(303);
      expect(await cases.eventsOf(id)).toContain('reopened');
    });
  });
});
