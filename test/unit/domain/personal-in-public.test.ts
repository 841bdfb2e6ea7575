// What must not stand in a public answer, what might be such a thing, and what only looks like it.
import { describe, expect, it } from 'vitest';
import { caseNumberFor } from '../../../lib/domain/case-number.ts';
import { maskPersonalData, personalDataIn } from '../../../lib/domain/personal-data.ts';
import { personalInPublic } from '../../../lib/domain/personal-in-public.ts';
import { hardErrors } from '../../../lib/domain/reply-check.ts';

function found(text: string, published?: readonly string[]) {
  return personalInPublic(text, published).map(({ kind, text, isSure }) => [kind, text, isSure ? 'sure' : 'unsure']);
}

describe('personal data in a public answer', () => {
  it.each([
    ['We wrote to ines.silva@mail.example.', ['e-mail', 'ines.silva@mail.example', 'sure']],
    ['We rang 020 7946 0018.', ['phone', '020 7946 0018', 'sure']],
    ['Is +44 20 7946 0018 right?', ['phone', '+44 20 7946 0018', 'sure']],
    ['Is 555-010-9999 right?', ['phone', '555-010-9999', 'sure']],
    ['We will call you back on 7946001812.', ['phone', '7946001812', 'sure']],
    ['Is your number 020 7946 0018?', ['phone', '020 7946 0018', 'sure']],
    ['Card 4111 1111 1111 1111 was charged.', ['card', '4111 1111 1111 1111', 'sure']],
    ['We paid to GB29 NWBK 6016 1331 9268 19.', ['account', 'GB29 NWBK 6016 1331 9268 19', 'sure']],
  ])('is known for sure: %s', (text, ...expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    ['Your order 4837261590 is on its way.', 'unsure'],
    ['Call us about order 0483726159.', 'unsure'],
    ['Parcel 12345678 left the depot.', 'unsure'],
    ['Ref 4111 1111 1111 1112 was closed.', 'unsure'],
    ['Booking GB30 NWBK 6016 1331 9268 19 is on.', 'unsure'],
  ])('might be one, or an order: %s', (text, level) => {
    expect(found(text).map(([, , sure]) => sure)).toEqual([level]);
    expect(hardErrors(text, 'public')).toEqual([]);
  });

  it.each([
    '@ines@social.example.org, sorry about that',
    'Mail support@acornmobile.example or customer.care@acornmobile.example',
    'Call 0800 123 4567, 0808 157 0123, 1-800-555-0199 or +44 800 123 4567, all free',
    'Text HELP to 60777',
    `Your case is ${caseNumberFor('t1', 0)}`,
    'Open 0900-1730, 08:00 - 20:00 and 08.00-20.00',
    'Away 01.12.-05.12.2026, 01/12/26 - 05/12/26 and 2026-12-01',
    'See https://acornmobile.example/orders/0123456789012 or acornmobile.example/t/0207946001',
    'It is £1,249.00 and not 12.50',
  ])('is not: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('may be the brand’s own, in any spelling, where that is known', () => {
    const published = ['+44 20 7946 0018', 'Ask@AcornMobile.example'];
    expect(found('Ring +44 (20) 7946-0018 or ask@acornmobile.example', published)).toEqual([]);
    expect(found('Ring +44 20 7946 0019', published)).toHaveLength(1);
  });

  it('stands where it says it stands, and is all that masking would hide', () => {
    const text = 'a@mail.example, 020 7946 0018 on 2026-11-21, 4111 1111 1111 1111 and b@mail.example';
    const all = personalDataIn(text);
    expect(all.map(({ kind }) => kind)).toEqual(['e-mail', 'phone', 'card', 'e-mail']);
    for (const { start, end, text: said } of all) expect(text.slice(start, end)).toBe(said);
    const masked = all.toReversed().reduce((left, { kind, start, end }) => {
      return `${left.slice(0, start)}[${kind}]${left.slice(end)}`;
    }, text);
    expect(masked).toBe(maskPersonalData(text));
  });
});

describe('what holds an answer back', () => {
  it('is personal data in public, without saying it again', () => {
    const text = 'Call 020 7946 0018 or mail ines@mail.example';
    const [error, ...others] = hardErrors(text, 'public');
    expect(others).toEqual([]);
    expect(error).toMatchObject({ id: 'personal-data', level: 'error' });
    expect(error?.text).toBe(
      'A phone number and an e-mail address in public: take it out or send it as a direct message',
    );
    expect(error?.marks.map(({ start, end }) => text.slice(start, end))).toEqual([
      '020 7946 0018',
      'ines@mail.example',
    ]);
    expect(hardErrors(text, 'direct')).toEqual([]);
  });

  it.each(['Hi {name}!', 'Hi {{ first_name }}!', 'By {next-open}', 'Hi {Name}'])(
    'is a variable that nothing was put in for, anywhere: %s',
    (text) => {
      for (const visibility of ['public', 'direct'] as const)
        expect(hardErrors(text, visibility).map(({ id }) => id)).toEqual(['unfilled-variable']);
    },
  );

  it.each(['Hi :{ sorry', 'It is {}', 'Use {1} and {a b}', 'A set {x, y}'])('is no other brace: %s', (text) => {
    expect(hardErrors(text, 'public')).toEqual([]);
  });
});
