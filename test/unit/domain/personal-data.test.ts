// Nothing personal leaves for the team chat, and what is not personal stays readable.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../../lib/classifier/classifier.ts';
import { alertFor } from '../../../lib/domain/alert.ts';
import { maskPersonalData, withStandIns } from '../../../lib/domain/personal-data.ts';
import { excerptOf } from '../../../lib/domain/thread.ts';
import { at, COMPLAINT, opened, threadOf, UNSURE } from './histories.ts';

describe('masking', () => {
  it.each([
    ['write to ana.müller+shop@example.co.uk please', 'write to [e-mail] please'],
    ['mail: ANA@EXAMPLE.ORG.', 'mail: [e-mail].'],
    ['(ana@example.org)', '([e-mail])'],
  ])('hides the e-mail address in "%s"', (text, masked) => {
    expect(maskPersonalData(text)).toBe(masked);
  });

  it.each([
    ['call +44 20 7946 0018 now', 'call [phone] now'],
    ['call +44 (0)20 7946 0018 now', 'call [phone] now'],
    ['call 020 7946 0018, thanks', 'call [phone], thanks'],
    ['call (020) 7946-0018', 'call ([phone]'],
    ['call 020–7946–0018', 'call [phone]'],
    ['call 030 - 1234567', 'call [phone]'],
    ['call 030/1234567', 'call [phone]'],
    ['call 0044 20 7946 0018', 'call [phone]'],
    ['call +4915112345678', 'call [phone]'],
    ['call 555-010-9999!', 'call [phone]!'],
    ['call 01.42.68.53.00', 'call [phone]'],
  ])('hides the phone number in "%s"', (text, masked) => {
    expect(maskPersonalData(text)).toBe(masked);
  });

  it.each([
    ['my card 4111 1111 1111 1111 was charged', 'my card [card] was charged'],
    ['my card 4111-1111-1111-1111 was charged', 'my card [card] was charged'],
    ['amex 378282246310005.', 'amex [card].'],
    ['an old card, 4222222222222', 'an old card, [card]'],
    ['IBAN GB29 NWBK 6016 1331 9268 19 was used', 'IBAN [account] was used'],
    ['refund to DE89370400440532013000 PLEASE', 'refund to [account] PLEASE'],
  ])('hides the card or account in "%s"', (text, masked) => {
    expect(maskPersonalData(text)).toBe(masked);
  });

  it.each([
    'a customer since 2019, still waiting in 2026',
    'order 483726 is lost',
    'I paid £1,299.00 and 49.99 for it',
    'it broke at 10:30, then again at 14:45',
    'ordered on 2026-11-03, promised for 21.11.2026 14:30 or 11/21/2026',
    'away 01.12.2026-05.12.2026',
    'flight BA2490 from gate 12, row 34',
    'version 10.15.7 crashes, error 0x80070057',
    '@acornmobile @here 24/7 help?',
  ])('leaves "%s" as it is', (text) => {
    expect(maskPersonalData(text)).toBe(text);
  });

  it('hides everything of a text that holds all of them, however often', () => {
    const text = 'a@example.org b@example.org +44 20 7946 0018 or 4111 1111 1111 1111';
    expect(maskPersonalData(text)).toBe('[e-mail] [e-mail] [phone] or [card]');
  });

  it('hides any international number, however it is grouped', () => {
    const digits = fc.stringMatching(/^[1-9]\d{9,12}$/);
    const groups = fc.array(fc.constantFrom(' ', '-', '.', ' - ', '', '/'), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(digits, groups, (number, separators) => {
        const parts = number.match(/.{1,3}/g) ?? [];
        const written = parts
          .map((part, index) => (index === 0 ? `+${part}` : `${separators[index - 1] ?? ''}${part}`))
          .join('');
        expect(maskPersonalData(`ring ${written} please`)).not.toMatch(/\d/);
      }),
    );
  });
});

describe('an alert', () => {
  const complaint = { ...COMPLAINT, causes: ['delivery', 'rude-staff'] } as const;
  const post = { written: at('09:00'), dueAt: at('11:00') };
  const about = (text: string) => threadOf(opened({ ...complaint, causes: [...complaint.causes] }, { ...post, text }));

  it('says what, where, why now, and opens the thread', () => {
    const thread = { ...about('Where is it? Ring 020 7946 0018'), author: { id: '7', handle: 'ana', followers: 1200 } };
    expect(alertFor(thread, 'https://desk.example', at('10:20'))).toEqual({
      id: 't1',
      about: 'complaint',
      title: 'Complaint on x, case 4821-7305',
      excerpt: 'Where is it? Ring [phone]',
      facts: [
        ['Why now', 'Disapproval · due in 40 min'],
        ['Cause', 'delivery, rude-staff'],
        ['Followers', '1200'],
      ],
      url: 'https://desk.example/#/inbox/open/t1',
    });
  });

  it('claims no more than is known, and marks a sample as one', () => {
    const thread = { ...threadOf(opened(UNSURE, post)), sample: true };
    const { title, facts } = alertFor(thread, 'https://desk.example', at('10:00'));
    expect(title).toBe('[Sample] Perhaps a complaint on x, case 4821-7305');
    expect(facts.map(([label]) => label)).toEqual(['Why now']);
  });

  it('does not name the author', () => {
    const thread = { ...about('Hello'), author: { id: '7', handle: 'ana.m', name: 'Ana Müller' } };
    expect(JSON.stringify(alertFor(thread, 'https://desk.example', at('10:00')))).not.toMatch(/ana|müller/i);
  });

  it('shows no half of an address that the excerpt cuts through', () => {
    for (let before = 170; before <= 200; before += 1) {
      const text = `${'x '.repeat(100)}`.slice(0, before).padEnd(before, '.').replace(/\S$/, ' ');
      const { excerpt } = alertFor(
        about(excerptOf(`${text}ana.mueller@example.org and more`)),
        'https://d.example',
        at('10:00'),
      );
      expect(excerpt).not.toMatch(/ana|mueller/);
    }
  });

  it('keeps a text without spaces, and whole emoji', () => {
    expect(excerptOf(`${'a'.repeat(199)}😡 more`)).toBe(`${'a'.repeat(199)}😡`);
    const { excerpt } = alertFor(about(excerptOf('荷物が届かない。'.repeat(40))), 'https://d.example', at('10:00'));
    expect(excerpt.length).toBeGreaterThan(100);
    expect(alertFor(about('short.mail'), 'https://d.example', at('10:00')).excerpt).toBe('short.mail');
  });
});

describe('stand-ins', () => {
  it.each([
    ['@acme why', '@somebody why'],
    ['ask @ines@social.example.org, please', 'ask @somebody, please'],
    ['(@bo.bsky.example.org)', '(@somebody)'],
    ['Thanks @acme_help. Bye', 'Thanks @somebody. Bye'],
    ['write to ines.o@example.co.uk', 'write to somebody@example.org'],
    ['call +44 20 7946 0018', 'call +00 00 0000 0000'],
    ['card 4111 1111 1111 1111!', 'card 0000 0000 0000 0000!'],
    ['see HTTPS://example.com/ines?id=7 now', 'see https://example.org now'],
    ['since 2026-11-21, order 12345', 'since 2026-11-21, order 12345'],
    ['meet @ 9', 'meet @ 9'],
  ])('replace what is personal by the like: %s', (text, replaced) => {
    expect(withStandIns(text)).toBe(replaced);
    expect(withStandIns(replaced)).toBe(replaced);
  });

  it.each([
    '@acme_help still no refund, mail ines@example.org or call +44 20 7946 0018',
    '.@acme @bo Your app is broken again https://t.example/x1?y=2',
    'Order 4111 1111 1111 1111 is late... thanks a lot @acme!!',
  ])('read the same to the classifier: %s', (text) => {
    const { assess } = createClassifier();
    expect(assess(withStandIns(text)).probability).toBeCloseTo(assess(text).probability, 10);
  });
});
