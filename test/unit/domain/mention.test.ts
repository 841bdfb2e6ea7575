// What may enter Earshot as a post, and under which ids it is known.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivedId } from '../../../lib/domain/derived-id.ts';
import { mentionSchema, postKey } from '../../../lib/domain/mention.ts';
import { epochMs, instantSchema, isInstant, plus, secondsBetween, toInstant } from '../../../lib/domain/time.ts';

const given = {
  network: 'mastodon',
  id: '2083157183716917248',
  text: 'Where is my parcel?',
  author: { id: '7', handle: 'ana@social.example' },
  createdAt: '2026-11-21T10:30:00+01:00',
  source: 'import',
};

/** What the schema says against the post with these changes; undefined when it is taken. */
function problemWith(changes: object): string | undefined {
  return mentionSchema
    .safeParse({ ...given, ...changes })
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ');
}

describe('a post', () => {
  it('is taken with what every network gives, and the rest is what is usual', () => {
    expect(mentionSchema.parse(given)).toEqual({
      ...given,
      createdAt: '2026-11-21T09:30:00.000Z',
      visibility: 'public',
      addressed: false,
      replyRef: {},
      sample: false,
      backfill: false,
    });
  });

  it('is not taken with a number for an id: long ones would lose digits', () => {
    expect(problemWith({ id: 2083157183716917248n })).toMatch(/^id: .*expected string/);
    expect(problemWith({ id: 44 })).toMatch(/^id: .*expected string/);
    expect(problemWith({ author: { id: 7, handle: 'ana' } })).toMatch(/^author\.id: .*expected string/);
    expect(problemWith({ inReplyTo: 43 })).toMatch(/^inReplyTo: .*expected string/);
    expect(problemWith({ id: '' })).toBeDefined();
  });

  it.each(['javascript:alert(1)', 'data:text/html,hi', 'file:///etc/passwd', '//example.org', 'example.org', ''])(
    'is not taken with "%s" as its address',
    (url) => {
      expect(problemWith({ url })).toMatch(/^url: /);
      expect(problemWith({ author: { ...given.author, url } })).toMatch(/^author\.url: /);
    },
  );

  it('is taken with an address on the web', () => {
    expect(problemWith({ url: 'https://social.example/@ana/1' })).toBeUndefined();
    expect(problemWith({ url: 'http://127.0.0.1:3000/@ana/1' })).toBeUndefined();
  });

  it('is not taken when it is longer than any network allows', () => {
    expect(problemWith({ text: 'x'.repeat(20_000) })).toBeUndefined();
    expect(problemWith({ text: 'x'.repeat(20_001) })).toMatch(/^text: /);
    expect(problemWith({ author: { ...given.author, name: 'x'.repeat(301) } })).toMatch(/^author\.name: /);
  });

  it.each(['X', 'x/y', '', 'twitter!', '9gag', 'a'.repeat(31)])(
    'is not taken from a network called "%s"',
    (network) => {
      expect(problemWith({ network })).toContain('a network is a short lower-case name such as x');
    },
  );

  it('says everything that is wrong with it at once', () => {
    expect(problemWith({ id: 1, network: 'X', createdAt: 'soon' })?.split('; ')).toHaveLength(3);
  });

  it('is known by its network and id', () => {
    expect(postKey({ network: 'x', id: '44' })).toBe('x/44');
  });
});

describe('a time', () => {
  it.each([
    ['2026-11-21T09:30:00Z', '2026-11-21T09:30:00.000Z'],
    ['2026-11-21T09:30:00.123456Z', '2026-11-21T09:30:00.123Z'],
    ['2026-11-21T09:30:00-05:00', '2026-11-21T14:30:00.000Z'],
    ['2026-11-21T00:30:00+05:30', '2026-11-20T19:00:00.000Z'],
  ])('%s is kept as %s, so that times sort as text', (text, instant) => {
    expect(instantSchema.parse(text)).toBe(instant);
  });

  it.each([
    '2026-11-21T09:30:00',
    '2026-11-21 09:30',
    '2026-11-21',
    '2026-02-30T09:30:00Z',
    '2026-11-21T25:00:00Z',
    'Nov 21 2026',
    'hello 5',
    '1795000000',
    '',
  ])('"%s" is none: it has no zone, or is not a moment at all', (text) => {
    expect(instantSchema.safeParse(text).error?.issues[0]?.message).toBe(
      'expected a time such as 2026-11-21T09:30:00Z',
    );
  });

  it('sorts as text as it sorts in time', () => {
    const date = fc.date({ min: new Date('1971-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(date, date, (one, other) => {
        const [a, b] = [toInstant(one.toISOString()), toInstant(other.toISOString())];
        expect(a < b).toBe(one.getTime() < other.getTime());
        expect(secondsBetween(a, b)).toBe((other.getTime() - one.getTime()) / 1000);
      }),
    );
  });

  it('moves by spans of every unit, also backwards', () => {
    const start = '2026-11-21T09:30:00.000Z';
    expect(plus(start, { days: 1, hours: 2, minutes: 3, seconds: 4, milliseconds: 5 })).toBe(
      '2026-11-22T11:33:04.005Z',
    );
    expect(plus(start, { minutes: -31 })).toBe('2026-11-21T08:59:00.000Z');
  });

  it('that is none is refused by name', () => {
    expect(isInstant('soon')).toBe(false);
    expect(() => epochMs('soon')).toThrow('not a time: "soon" (expected ISO 8601');
  });
});

describe('a derived id', () => {
  const kinds = fc.constantFrom('thread', 'customer', 'link');

  it('is the same for the same thing, and 26 letters and digits', () => {
    fc.assert(
      fc.property(kinds, fc.string(), (kind, of) => {
        expect(derivedId(kind, of)).toMatch(/^[a-z0-9]{26}$/);
        expect(derivedId(kind, of)).toBe(derivedId(kind, of));
      }),
    );
  });

  it('stays what it is from one version to the next: stored things are found by it', () => {
    expect(derivedId('thread', 'x/44')).toBe('4xabnz6csm2s2doeyb2wzigdg4');
  });

  it('is another for another thing or another kind of it', () => {
    const ids = Array.from({ length: 2000 }, (_, index) => [
      derivedId('thread', `x/${index}`),
      derivedId('link', `x/${index}`),
    ]);
    expect(new Set(ids.flat()).size).toBe(4000);
  });
});
