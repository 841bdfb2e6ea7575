import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../../lib/classifier/classifier.ts';
import { companyMeant } from '../../../lib/classifier/company.ts';
import { readText } from '../../../lib/classifier/reading.ts';
import type { Company } from '../../../lib/domain/company.ts';

const companies: readonly Company[] = [
  { name: 'Norrwind', handles: ['norrwind', 'NorrwindHelp', 'norrwind.example'], aliases: ['Norrwind Energy', 'NWD'] },
  { name: 'Birchtel', handles: ['birchtel'], aliases: ['Birch Telecom'] },
  { name: 'Sprout', handles: ['sproutfoods'], aliases: ['Sprout Foods'] },
  { name: 'Four', handles: ['fouruk'], aliases: [] },
  { name: 'Acorn Mobile', handles: ['acornmobile'], aliases: ['AcornMob'] },
  { name: 'Café Lumière', handles: ['cafelumiere'], aliases: [] },
  { name: 'Larkspur & Sons', handles: ['larkspur_sons'], aliases: [] },
  { name: 'Norrwind Air', handles: ['norrwindair'], aliases: [] },
];
const classifier = createClassifier();
const meant = (text: string) => classifier.assess(text, { companies }).company;
const competitor = (text: string) => classifier.assess(text, { companies }).competitor;

describe('the company named', () => {
  it.each([
    ['@norrwind my meter is dead', 'Norrwind'],
    ['@NorrwindHelp hello', 'Norrwind'],
    ['.@norrwind look at this', 'Norrwind'],
    ['@norrwind_uk hello', 'Norrwind'],
    ['@norrwind.example hello', 'Norrwind'],
    ['@norrwind.bsky.example hello', 'Norrwind'],
    ['@norrwind@mastodon.example hello', 'Norrwind'],
    ['RT @birchtel: we are back', 'Birchtel'],
    ['the bill from norrwind came', 'Norrwind'],
    ['NORRWIND IS A JOKE', 'Norrwind'],
    ['Norrwind’s app is slow', 'Norrwind'],
    ["Norrwind's app is slow", 'Norrwind'],
    ['Norrwinds app is slow', 'Norrwind'],
    ['norrwind energy is slow', 'Norrwind'],
    ['NWD put the price up', 'Norrwind'],
    ['nwd put the price up', 'Norrwind'],
    ['#norrwind again', 'Norrwind'],
    ['no power again #NorrwindFail', 'Norrwind'],
    ['no power again #norrwindsucks', 'Norrwind'],
    ['no power again #BoycottNorrwind', 'Norrwind'],
    ['(Norrwind) is slow', 'Norrwind'],
    ['flying norrwind air tomorrow', 'Norrwind Air'],
    ['@norrwindair where is my bag', 'Norrwind Air'],
    ['birch telecom put me on hold', 'Birchtel'],
    ['acorn mobile has no signal', 'Acorn Mobile'],
    ['Acorn-Mobile has no signal', 'Acorn Mobile'],
    ['acornmobile has no signal', 'Acorn Mobile'],
    ['acornmob has no signal', 'Acorn Mobile'],
    ['an hour at Café Lumière', 'Café Lumière'],
    ['an hour at cafe lumiere', 'Café Lumière'],
    ['cold soup #CafeLumiere', 'Café Lumière'],
    ['the Larkspur & Sons shop', 'Larkspur & Sons'],
    ['the larkspur and sons shop', 'Larkspur & Sons'],
  ])('%s: %s', (text, name) => {
    expect(meant(text)).toBe(name);
  });

  it.each([
    'a norrwindlike breeze',
    'supernorrwind',
    'mail me at me@norrwind.com',
    '@norrwindfans are great',
    '#norrwinders unite',
    'the birch in the garden',
    'made an acorn mobile for the cot',
    '',
  ])('nobody is named inside other words: %s', (text) => {
    expect(meant(text)).toBeUndefined();
  });
});

describe('a name that is an ordinary word', () => {
  it.each([
    ['my Sprout box was late', 'Sprout'],
    ['got this from Sprout', 'Sprout'],
    ['Sprout is down again', 'Sprout'],
    ["Sprout's box was late", 'Sprout'],
    ['Sprout customer service is a joke', 'Sprout'],
    ['@sproutfoods my box was late', 'Sprout'],
    ['#sprout box was late', 'Sprout'],
    ['I am with Four and have no signal', 'Four'],
    ['@FourUK no signal', 'Four'],
  ])('is meant with a capital, a handle or a hashtag: %s', (text, name) => {
    expect(meant(text)).toBe(name);
  });

  it.each([
    'not one sprout on my plate',
    'Sprouts with every roast, lovely',
    'four days without power',
    'Four days without power',
    'No power. Four days now.',
    'FOUR DAYS WITHOUT POWER',
    'so angry!! Four calls and nothing',
    '@somebody Four calls and nothing',
  ])('is a word like others: %s', (text) => {
    expect(meant(text)).toBeUndefined();
  });
});

describe('the company meant, of several', () => {
  it.each([
    ['@norrwind Birchtel would never do this to me', 'Norrwind'],
    ['@birchtel your app is worse than Norrwind', 'Birchtel'],
    ['@somebody @birchtel is norrwind down?', 'Birchtel'],
    ['Dear Norrwind, even Birchtel answers the phone', 'Norrwind'],
    ['hey birchtel why is norrwind cheaper', 'Birchtel'],
    ['doing it, leaving birchtel tonight. @norrwind which plan is best', 'Norrwind'],
    ['Norrwind is worse than Birchtel', 'Norrwind'],
    ['Unlike Norrwind, Birchtel lost my order and ignored me', 'Birchtel'],
    ['Leaving Birchtel for Norrwind because Birchtel is useless', 'Birchtel'],
    ['Birchtel is terrible, switching to Norrwind', 'Birchtel'],
    ['so fed up of norrwind, going back to birchtel', 'Norrwind'],
    ['Birchtel was always lovely. Norrwind lost my refund and nobody answers', 'Norrwind'],
    ['Norrwind was always lovely. Birchtel lost my refund and nobody answers', 'Birchtel'],
    ['I like Norrwind but Birchtel is the worst company ever', 'Birchtel'],
    ['the worst company ever is Birchtel, Norrwind is fine', 'Birchtel'],
    ['Norrwind and Birchtel at the fair today', 'Norrwind'],
    ['Birchtel, Norrwind, Birchtel', 'Birchtel'],
  ])('%s: %s', (text, name) => {
    expect(meant(text)).toBe(name);
  });
});

describe('a competitor', () => {
  it('is named as one where the own brand is not named at all', () => {
    expect(competitor('Birchtel customer service is the worst')).toBe('Birchtel');
    expect(competitor('@birchtel answer me')).toBe('Birchtel');
  });

  it.each([
    'Norrwind customer service is the worst',
    'Birchtel is the worst, but Norrwind is no better',
    '@norrwind @birchtel you are both the worst',
    'Birchtel is the worst #norrwind',
    'the worst customer service of all',
  ])('is not, where the own brand is named or nobody: %s', (text) => {
    expect(competitor(text)).toBeUndefined();
  });
});

describe('a watch list', () => {
  it('of nobody finds nobody', () => {
    expect(companyMeant(readText('@norrwind'), [])).toEqual({});
  });

  it('keeps its names apart from those of another list', () => {
    const others = [{ name: 'Aurora', handles: ['norrwind'], aliases: [] }];
    expect(companyMeant(readText('@norrwind hello'), others)).toEqual({ company: 'Aurora' });
    expect(meant('@norrwind hello')).toBe('Norrwind');
  });

  it('takes a name with signs that patterns know', () => {
    const odd = [{ name: 'A+ (Plus)', handles: ['a.plus*'], aliases: [] }];
    expect(companyMeant(readText('#aplusplus'), odd)).toEqual({});
    expect(companyMeant(readText('@a.plus hello'), odd)).toEqual({ company: 'A+ (Plus)' });
  });

  it('is quickly read through in a post of many handles', () => {
    const text = `@${'a.'.repeat(5000)}! ${'@b.c '.repeat(1000)}norrwind and birchtel`;
    expect(companyMeant(readText(text), companies).company).toBe('Norrwind');
  });
});
