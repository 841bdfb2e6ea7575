// What is said of an answer before it is sent, held against what a kind and careful colleague would say.
import { describe, expect, it } from 'vitest';
import { businessHoursSchema } from '../../../lib/domain/business-hours.ts';
import { checkReply, type ReplyToCheck } from '../../../lib/domain/reply-check.ts';
import { JUDGED_ANSWERS, type Scene } from './answers.ts';

const DAY = [['08:00', '20:00']];
const HOURS = businessHoursSchema.parse({
  timeZone: 'Europe/London',
  week: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: [['09:00', '17:00']] },
});

type Customer = Pick<ReplyToCheck, 'customer' | 'posts' | 'causes' | 'about'>;

const CUSTOMERS: Readonly<Record<Scene, Customer>> = {
  refund: {
    customer: { handle: 'ines_93', name: 'Inês Silva' },
    posts: [
      '@acornmobile my refund is three weeks late and nobody answers. Disgraceful service, I want my money back!',
    ],
    causes: ['billing', 'slow-service'],
    about: 'complaint',
  },
  courier: {
    customer: { handle: 'jonasb', name: 'Jonas B.' },
    posts: ['Your courier left my parcel at the wrong house and the box with the router is damaged @acornmobile'],
    causes: ['delivery'],
    about: 'complaint',
  },
  outage: {
    customer: { handle: 'priya.bsky.example', name: 'Priya ✨' },
    posts: ['No signal in Leeds since this morning. I work from home! @acornmobile'],
    causes: ['outage'],
    about: 'complaint',
  },
  rude: {
    customer: { handle: 'marek', name: 'MAREK NOWAK' },
    posts: ['The man in your shop shouted at my mother. Who trains these people?'],
    causes: ['rude-staff'],
    about: 'complaint',
  },
  praise: {
    customer: { handle: 'lena', name: 'Lena' },
    posts: ['The shop in Hull fixed my screen in ten minutes, brilliant!'],
    causes: [],
    about: 'other',
  },
  question: {
    customer: { handle: 'omar', name: 'Omar' },
    posts: ['@acornmobile does roaming work in Norway?'],
    causes: [],
    about: 'question',
  },
};

const BASE = {
  visibility: 'public',
  agent: 'ana@example.org',
  brand: ['Acorn Mobile', 'acornmobile', 'AcornMob'],
  language: 'en',
  hours: HOURS,
  // A Tuesday.
  now: '2026-11-24T10:00:00.000Z',
  measure: { length: 200, max: 280, unit: 'x-weighted', fits: true },
} as const;

function check(text: string, { to = 'refund', ...more }: Partial<ReplyToCheck> & { readonly to?: Scene } = {}) {
  return checkReply({ ...BASE, ...CUSTOMERS[to], text, ...more });
}

function idsOf(text: string, more: Parameters<typeof check>[1] = {}) {
  const { findings } = check(text, more);
  const against = findings.filter(({ level }) => level !== 'good').map(({ id }) => id);
  const good = findings.filter(({ level }) => level === 'good').map(({ id }) => id);
  return { against: against.toSorted(), good };
}

function marked(text: string, id: string, more: Parameters<typeof check>[1] = {}) {
  const finding = check(text, more).findings.find((each) => each.id === id);
  return finding?.marks.map(({ start, end }) => text.slice(start, end));
}

describe('an answer is judged as a colleague would', () => {
  it.each(JUDGED_ANSWERS)('$text', ({ to, text, against, good = [] }) => {
    const found = idsOf(text, { to });
    expect(found.against).toEqual(against.toSorted());
    expect(found.good).toEqual(expect.arrayContaining([...good]));
  });

  it('is judged on enough answers, and as often in praise as in blame', () => {
    expect(JUDGED_ANSWERS.length).toBeGreaterThanOrEqual(40);
    const without = JUDGED_ANSWERS.filter(({ against }) => against.length === 0).length;
    expect(without).toBeGreaterThanOrEqual(JUDGED_ANSWERS.length / 4);
  });
});

describe('a finding', () => {
  it('marks the words it is about', () => {
    const text = 'Hi Ines, sorry your refund is late. I will write by Friday as per our rules! Do not reply. ^AB';
    expect(marked(text, 'sorry')).toEqual(['sorry']);
    expect(marked(text, 'name')).toEqual(['Ines']);
    expect(marked(text, 'next-step')).toEqual(['Friday']);
    expect(marked(text, 'own-words')).toEqual(['refund', 'late']);
    expect(marked(text, 'stiff-words')).toEqual(['as per']);
    expect(marked(text, 'open-door')).toEqual(['Do not reply']);
    expect(marked(text, 'signed')).toEqual(['^AB']);
  });

  it('names the hard words of a text that asks for too much school', () => {
    const text =
      'Unfortunately, the authorisation of your reimbursement necessitates additional verification by the responsible Acorn department, after which our representatives will communicate the outcome.';
    expect(marked(text, 'grade')).toContain('reimbursement');
    expect(marked(text, 'grade')).not.toContain('Acorn');
    const grade = check(text).findings.find(({ id }) => id === 'grade');
    expect(grade).toMatchObject({
      level: 'advice',
      quality: 'precise',
      text: expect.stringMatching(/^School grade \d+/),
    });
  });

  it('stands among errors first, then advice, then what is good', () => {
    const levels = check('Hi {name}, sorry! ^AB').findings.map(({ level }) => level);
    expect(levels).toEqual(
      levels.toSorted((one, other) => 'eag'.indexOf(one.charAt(0)) - 'eag'.indexOf(other.charAt(0))),
    );
    expect(new Set(levels).size).toBe(3);
  });

  it('is said once of each kind, whatever the text', () => {
    for (const { to, text } of JUDGED_ANSWERS) {
      const ids = check(text, { to }).findings.map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids)]);
    }
  });

  it('is no error but for what must not be published or does not fit', () => {
    const errors = JUDGED_ANSWERS.flatMap(({ to, text }) => check(text, { to }).findings).filter(
      ({ level }) => level === 'error',
    );
    expect([...new Set(errors.map(({ id }) => id))].toSorted()).toEqual(['personal-data', 'unfilled-variable']);
  });
});

describe('a length', () => {
  const measure = { max: 280, unit: 'x-weighted', fits: false } as const;

  it('that does not fit is an error with both numbers', () => {
    const { findings } = check('Sorry!', { measure: { ...measure, length: 312 } });
    expect(findings[0]).toMatchObject({
      id: 'too-long',
      level: 'error',
      text: 'Too long: it counts 312, at most 280 fit',
    });
    const [short] = check('Sorry!', { measure: { ...measure, length: 2 } }).findings;
    expect(short).toMatchObject({ id: 'too-short', level: 'error' });
  });

  it('is nothing to speak of where nothing can be sent, nor is an empty box', () => {
    expect(idsOf('Sorry!', { measure: { ...measure, length: 6, max: 0 } }).against).not.toContain('too-long');
    expect(check('  \n ')).toEqual({ findings: [], promises: [] });
  });
});

describe('personal data', () => {
  const TEXT = 'Sorry Inês, I will ring 07700 900123 by Friday. ^AB';

  it('is an error in public and none in a direct message', () => {
    expect(idsOf(TEXT).against).toContain('personal-data');
    expect(marked(TEXT, 'personal-data')).toEqual(['07700 900123']);
    expect(idsOf(TEXT, { visibility: 'direct' }).against).not.toContain('personal-data');
  });

  it('is not repeated in what is said of it', () => {
    expect(JSON.stringify(check(TEXT).findings)).not.toContain('900123');
  });

  it('of the brand itself may stand in public', () => {
    expect(idsOf(TEXT, { published: ['+44 7700 900999', '07700-900123'] }).against).not.toContain('personal-data');
  });
});

describe('another language', () => {
  it.each([
    ['de', 'Hallo Inês, es tut uns leid, danke für die Nachricht. Ihre Erstattung kommt bis Freitag. – Ana'],
    ['fr', 'Bonjour Inês, nous sommes désolés, merci de votre message. Votre argent est en route. – Ana'],
    ['es', 'Hola Inês, lo sentimos mucho y gracias por su mensaje. El dinero llega el viernes. – Ana'],
    ['it', 'Ciao Inês, ci dispiace e grazie per il messaggio. Il rimborso arriva venerdì. – Ana'],
    ['nl', 'Hallo Inês, het spijt ons en bedankt voor uw bericht. Het geld komt vrijdag. – Ana'],
    ['pt', 'Olá Inês, pedimos desculpa e obrigado pela mensagem. O dinheiro chega na sexta. – Ana'],
  ])(
    'is judged by its own words for sorry and thanks, by name and signature, and by nothing else: %s',
    (language, text) => {
      const checked = check(text, { language });
      expect(checked).not.toHaveProperty('grade');
      expect(checked.promises).toEqual([]);
      expect(idsOf(text, { language })).toEqual({ against: [], good: ['signed', 'name', 'sorry', 'thanks'] });
    },
  );

  it.each([
    ['de', 'Ihre Erstattung ist noch nicht da, wir sehen uns das an und schreiben Ihnen.'],
    ['pt', 'O seu reembolso não chegou, vamos ver o que se passa e dar notícias.'],
  ])('is told when they are missing: %s', (language, text) => {
    expect(idsOf(text, { language }).against).toEqual(['name', 'signed', 'sorry', 'thanks']);
  });

  it('whose words are not known is judged without words', () => {
    const text = 'Cześć Inês, przepraszamy za zwłokę, pieniądze wyślemy do piątku. PROSIMY NIE ODPOWIADAĆ!! Ana';
    expect(idsOf(text, { language: 'pl' })).toEqual({ against: [], good: ['signed', 'name'] });
    expect(idsOf('返金が遅れて申し訳ありません。', { language: 'ja' }).against).toEqual(['name', 'signed']);
  });

  it('in the answer is heard whatever the customer writes', () => {
    const german =
      'Es tut uns leid, dass Sie so lange auf das Geld warten müssen. Wir sehen uns das an und danken Ihnen.';
    expect(idsOf(german, { language: 'en' }).good).toContain('sorry');
    expect(idsOf(german, { language: 'en' }).against).not.toContain('own-words');
    const english = 'Sorry about your refund. We will send it by Friday, and you can reach us here.';
    expect(check(english, { language: 'und' }).promises).toHaveLength(1);
    expect(check(english, { language: 'de' }).promises).toHaveLength(1);
  });
});

describe('a name', () => {
  it.each([
    ['Sorry, INÊS!', 'good'],
    ['Sorry, Ms Silva!', 'good'],
    ['Inês’s refund is late, sorry.', 'good'],
    ['@Ines sorry.', 'advice'],
    ['Sorry, Inesita.', 'advice'],
    ['Dear Sir or Madam, sorry.', 'advice'],
  ])('is found in "%s": %s', (text, level) => {
    expect(check(text).findings.find(({ id }) => id === 'name')?.level).toBe(level);
  });

  it.each([
    { handle: 'ines_93' },
    { handle: 'ines_93', name: 'ines_93' },
    { handle: 'ines', name: 'ines' },
    { handle: 'acornfans', name: 'Acorn Fans Official' },
    { handle: 'x', name: '🔥🔥' },
    { handle: 'x', name: 'xX420Xx' },
  ])('that nobody knows is not asked for: $name', (customer) => {
    expect(check('Sorry about your refund.', { customer }).findings.map(({ id }) => id)).not.toContain('name');
  });
});

describe('a signature', () => {
  it.each([
    'Sorry. ^AB',
    'Sorry.\n\nKind regards,\nAna Costa',
    'Sorry – Ben from Acorn Mobile',
    'Sorry *Kim',
    'Ana here, sorry about that',
    'My name is Ana. Sorry.',
    'Sorry! – Ana https://acorn.example/help',
  ])('of a person is heard in "%s"', (text) => {
    expect(idsOf(text).good).toContain('signed');
  });

  it.each([
    'Sorry.',
    'Sorry. – Acorn Mobile',
    'Best regards, AcornMob',
    'Sorry. – Social Care Team',
    'Kind regards, Customer Support',
    'Sorry, Ana was out.',
  ])('is missed in "%s"', (text) => {
    expect(idsOf(text).against).toContain('signed');
  });

  it('of somebody who has not said their name are initials', () => {
    expect(idsOf('Sorry, how can we help you', { agent: 'You' }).against).toContain('signed');
    expect(idsOf('Sorry ^KM', { agent: 'You' }).good).toContain('signed');
  });
});

describe('words that only look like a fault', () => {
  it.each([
    'Sorry you did not get an answer.',
    'You should have received it on Monday, sorry.',
    'You should not have had to wait.',
    'We are sorry if this is news to you?',
    'Your IBAN is safe with us, and so is your SIM.',
    'Is the PIN OK now?',
  ])('blame nobody and shout at nobody: "%s"', (text) => {
    expect(idsOf(text).against).not.toEqual(expect.arrayContaining(['blame']));
    expect(idsOf(text).against).not.toEqual(expect.arrayContaining(['shouting']));
  });
});
