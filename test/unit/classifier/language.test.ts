import { describe, expect, it } from 'vitest';
import { languageDetector } from '../../../lib/classifier/language.ts';
import { readText } from '../../../lib/classifier/reading.ts';
import { shippedModel } from '../../../lib/classifier/shipped-model.ts';
import writtenPosts from '../../fixtures/posts-by-language.json' with { type: 'json' };

const detect = languageDetector(shippedModel().language);
const language = (text: string) => detect(readText(text).tokens);

describe('the language of a post', () => {
  it.each(Object.entries(writtenPosts))(
    '%s is named, or said not to be known, but hardly ever mistaken',
    (code, posts) => {
      const answers = posts.map(language);
      expect(answers.filter((answer) => answer === code).length).toBeGreaterThanOrEqual(posts.length * 0.6);
      expect(answers.filter((answer) => answer !== code && answer !== 'und').length).toBeLessThanOrEqual(1);
    },
  );

  it('is right for nine in ten of the written posts, and wrong for one in fifty at most', () => {
    const answers = Object.entries(writtenPosts).flatMap(([code, posts]) =>
      posts.map((text) => ({ code, answer: language(text) })),
    );
    const right = answers.filter(({ code, answer }) => answer === code).length;
    const wrong = answers.filter(({ code, answer }) => answer !== code && answer !== 'und').length;
    expect(right / answers.length).toBeGreaterThan(0.9);
    expect(wrong / answers.length).toBeLessThan(0.02);
  });

  it.each([
    ['मेरा पार्सल अभी तक नहीं आया', 'hi'],
    ['mera parcel abhi tak nahi aaya yaar', 'hi'],
    ['荷物がまだ届きません', 'ja'],
    ['我的包裹还没到', 'zh'],
    ['소포가 아직 도착하지 않았습니다', 'ko'],
    ['Το δέμα μου δεν έφτασε ακόμα', 'el'],
    ['החבילה שלי עוד לא הגיעה', 'he'],
    ['พัสดุของฉันยังไม่มาถึง', 'th'],
    ['আমার পার্সেল এখনো আসেনি', 'bn'],
    ['என் பார்சல் இன்னும் வரவில்லை', 'ta'],
    ['ჩემი ამანათი ჯერ არ მოსულა', 'ka'],
  ])('%s: %s', (text, code) => {
    expect(language(text)).toBe(code);
  });

  it.each([
    'ok thx',
    'no reply',
    '@Nimbus hello ??',
    'lol',
    'Yes.',
    'wtf',
    'smh',
    'ugh not again',
    'gonna cry fr',
    'dis app trash af',
    'absoluteley usless',
    'worst. service. ever.',
    'pls fix ur wifi',
    'Norrwind strikes again',
    'Birchtel > Norrwind',
    'cheers Norrwind',
    'Grande latte, no lid',
    '#NorrwindFail again',
    'still no refund #scam',
    'parcel lost',
    'ffs',
    'oi Birchtel answer ur dms',
    'customer service non existent',
    'sooooo slowwww',
    'mint service lads',
  ])('short English stays English: %s', (text) => {
    expect(language(text)).toBe('en');
  });

  it.each(['jeg har', 'ne', 'que', 'tak', 'Hotel Terminal 5 Norrwind Aurora'])(
    'names no other language for too few words to tell: %s',
    (text) => {
      expect(['und', 'en']).toContain(language(text));
    },
  );

  it('names no language for one it has never seen', () => {
    for (const text of [
      'nimesubiri wiki tatu na hakuna anayejibu simu zangu',
      'ndalindile iiveki ezintathu kwaye akukho mntu uphendulayo',
      'sugo loo soo celiyo lacagtayda muddo saddex toddobaad ah',
    ])
      expect(language(text)).toBe('und');
  });

  it('is undetermined without words', () => {
    for (const text of ['', '😡😡', '@Nimbus https://example.org/x', '???']) expect(language(text)).toBe('und');
  });

  it('goes by the words, not by a handle in another language', () => {
    expect(language('@DeutscheBriefpost my letter never arrived')).toBe('en');
  });
});
