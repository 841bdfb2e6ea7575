import { describe, expect, it } from 'vitest';
import { causesIn } from '../../../lib/classifier/causes.ts';
import { readText } from '../../../lib/classifier/reading.ts';
import type { Cause } from '../../../lib/domain/assessment.ts';

const causes = (text: string) => causesIn(readText(text).tokens);

describe('causes of frustration', () => {
  it.each<[string, Cause]>([
    ['I have been waiting for three hours', 'slow-service'],
    ['Your driver was incredibly rude', 'rude-staff'],
    ['My parcel has not arrived', 'delivery'],
    ["You've charged me twice, I want a refund", 'billing'],
    ["The screen is cracked and it won't charge", 'product-fault'],
    ['The internet is down again', 'outage'],
    ['You cancelled my reservation', 'booking'],
    ['Nobody answers the phone', 'unreachable'],
    ['You promised a call back by Friday', 'broken-promise'],
  ])('%s: %s', (text, cause) => {
    expect(causes(text)).toContain(cause);
  });

  it('names several at once, in the order of the list', () => {
    expect(causes('Parcel late, nobody replies, and you promised a refund')).toEqual([
      'delivery',
      'billing',
      'unreachable',
      'broken-promise',
    ]);
  });

  it('says other when none is named', () => {
    expect(causes('You are a disgrace')).toEqual(['other']);
  });

  it('reads hashtags', () => {
    expect(causes('#refund please')).toEqual(['billing']);
  });
});
