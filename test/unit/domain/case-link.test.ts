import { createHmac } from 'node:crypto';
import { assert, oneof, property, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseToken, threadOfToken } from '../../../lib/domain/case-link.ts';
import { derivedId } from '../../../lib/domain/derived-id.ts';

const SECRET = 'a secret of the tests, long enough to sign with';
const NOW = '2026-11-21T09:00:00.000Z';
const THREAD = derivedId('thread', 'x/1');
const TOKEN = caseToken(SECRET, THREAD, NOW);

describe("the link to a customer's page", () => {
  it('leads to its thread, and is short enough to be sent', () => {
    expect(threadOfToken(SECRET, TOKEN, NOW)).toBe(THREAD);
    expect(TOKEN).toMatch(/^[\w-]{60}$/);
  });

  it('is the same one all day, so that an answer which is written twice carries one link', () => {
    expect(caseToken(SECRET, THREAD, '2026-11-21T23:59:59.999Z')).toBe(TOKEN);
    expect(caseToken(SECRET, THREAD, '2026-11-22T00:00:00.000Z')).not.toBe(TOKEN);
  });

  it('ends after a year', () => {
    expect(threadOfToken(SECRET, TOKEN, '2027-11-21T23:59:59.999Z')).toBe(THREAD);
    expect(threadOfToken(SECRET, TOKEN, '2027-11-22T00:00:00.000Z')).toBeUndefined();
  });

  it('is signed with 128 bits over all that it says', () => {
    const bytes = Buffer.from(TOKEN, 'base64url');
    const signed = bytes.subarray(0, -16);
    const hash = createHmac('sha256', SECRET).update('earshot case page\n').update(signed).digest();
    expect(bytes.subarray(-16)).toEqual(hash.subarray(0, 16));
    expect(signed.subarray(3).toString()).toBe(THREAD);
  });

  it('is nothing once a single character of it is another one', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
    const altered = [...TOKEN].flatMap((_, place) =>
      letters.map((letter) => TOKEN.slice(0, place) + letter + TOKEN.slice(place + 1)).filter((one) => one !== TOKEN),
    );
    expect(altered).toHaveLength(60 * 63);
    expect(altered.filter((one) => threadOfToken(SECRET, one, NOW) !== undefined)).toEqual([]);
  });

  it.each(['=', '==', ' ', '\n', '+', '/', 'A', '%3D'])('has one spelling: with %j after it, it is nothing', (more) => {
    expect(threadOfToken(SECRET, `${TOKEN}${more}`, NOW)).toBeUndefined();
  });

  it('cannot be made with another secret, for another thread or for a later day', () => {
    expect(threadOfToken('another secret, of the same length as it', TOKEN, NOW)).toBeUndefined();
    const [one, other] = [TOKEN, caseToken(SECRET, derivedId('thread', 'x/2'), '2027-01-01T00:00:00.000Z')].map(
      (each) => Buffer.from(each, 'base64url'),
    ) as [Buffer, Buffer];
    const mixed = Buffer.concat([one.subarray(0, -16), other.subarray(-16)]);
    const later = Buffer.concat([other.subarray(0, 3), one.subarray(3)]);
    for (const each of [mixed, later]) expect(threadOfToken(SECRET, each.toString('base64url'), NOW)).toBeUndefined();
  });

  it('takes anything at all without falling over', () => {
    const texts = oneof(
      string(),
      uint8Array().map((bytes) => Buffer.from(bytes).toString('base64url')),
    );
    const isNothing = property(texts, (text) => threadOfToken(SECRET, text, NOW) === undefined);
    expect(() => assert(isNothing)).not.toThrow();
  });

  it('carries whatever a thread may be called', () => {
    const isFound = property(string({ unit: 'grapheme', maxLength: 20 }), (threadId) => {
      // Half a surrogate pair is no text that could be kept.
      const id = Buffer.from(`t${threadId}`).toString();
      return Buffer.byteLength(id) > 100 || threadOfToken(SECRET, caseToken(SECRET, id, NOW), NOW) === id;
    });
    expect(() => assert(isFound)).not.toThrow();
  });
});
