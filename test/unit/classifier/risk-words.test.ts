import { describe, expect, it } from 'vitest';
import { readText } from '../../../lib/classifier/reading.ts';
import { risksIn } from '../../../lib/classifier/risk-words.ts';
import type { Risk } from '../../../lib/domain/assessment.ts';

const risks = (text: string) => risksIn(readText(text).tokens);

describe('risk words', () => {
  it.each<[string, Risk]>([
    ['The charger caught fire last night', 'danger'],
    ['I got an electric shock from your kettle', 'danger'],
    ['My son got food poisoning at your place', 'danger'],
    ['this makes me want to kill myself', 'self-harm'],
    ['I feel suicidal since you took the money', 'self-harm'],
    ['You will hear from my lawyer', 'legal-threat'],
    ["I'm going to sue you", 'legal-threat'],
    ["I'll take this to the ombudsman", 'legal-threat'],
    ["I can see someone else's account details", 'data-leak'],
    ['My account was hacked', 'data-leak'],
    ['You leaked my address', 'data-leak'],
    ['I am a journalist writing a story about this', 'press'],
    ['I am going to the papers', 'press'],
  ])('%s: %s', (text, risk) => {
    expect(risks(text)).toEqual([risk]);
  });

  it.each(['Lovely fire in the lounge tonight', 'Do you sell court shoes?', 'The press of a button is enough'])(
    'none in: %s',
    (text) => {
      expect(risks(text)).toEqual([]);
    },
  );

  it('names several in the order of the list', () => {
    expect(risks('My lawyer knows that your heater exploded')).toEqual(['danger', 'legal-threat']);
  });
});
