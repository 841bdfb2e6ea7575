import { describe, expect, it } from 'vitest';
import { languageDetector } from '../../../../lib/classifier/language.ts';
import { readText } from '../../../../lib/classifier/reading.ts';
import { fitLanguage } from '../../../../lib/classifier/train/fit-language.ts';

const words = (text: string) => new Map(text.split(' ').map((word) => [word, 1]));
const sample = (code: string, ...texts: readonly string[]) => ({
  code,
  script: 'Latin',
  sources: texts.map((text) => ({ words: words(text), share: 1 })),
});
const language = (samples: Parameters<typeof fitLanguage>[0], text: string) =>
  languageDetector(fitLanguage(samples))(readText(text).tokens);

const english = sample('en', 'where is my parcel and why does nobody answer the phone');
const german = sample('de', 'wo ist mein Paket und warum geht niemand ans Telefon'.toLowerCase());

describe('learning languages', () => {
  it('tells languages apart by the pieces of their words', () => {
    expect(language([english, german], 'niemand geht ans telefon, warum')).toBe('de');
    expect(language([english, german], 'nobody is on the phone')).toBe('en');
  });

  it('counts a short source as much as a long one', () => {
    const polite = 'bitte danke gerne selbstverständlich';
    const long = Array.from({ length: 50 }, (_, i) => `wortstamm${i}heit`).join(' ');
    expect(language([english, sample('de', long, polite)], 'danke gerne bitte danke')).toBe('de');
  });

  it('names nothing where what other languages share fits best', () => {
    const others = sample('und', 'kwa hakuna anayejibu simu zangu wiki tatu');
    expect(language([english, german, others], 'hakuna anayejibu simu kwa wiki')).toBe('und');
  });
});
