import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../../lib/classifier/classifier.ts';
import { shippedModel } from '../../../lib/classifier/shipped-model.ts';
import { assessmentSchema } from '../../../lib/domain/assessment.ts';

const classifier = createClassifier();
const COMPLAINT = '@Nimbus still waiting for my refund, 3 weeks and nobody answers';
/** Complaints, thanks, denied reproaches and other languages, to be mixed. */
const PIECES_OF_POSTS = [
  ...COMPLAINT.split(' '),
  ...'never had bad customer service ! no problems at all thank you 😡 #fail ? it works until today'.split(' '),
  'never had any problems',
  'no complaints',
  'mein Paket ist immer noch nicht da',
  'todavía no ha llegado',
];

describe('an assessment', () => {
  it('is valid for any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(assessmentSchema.safeParse(classifier.assess(text)).error).toBeUndefined();
      }),
    );
  });

  it('is the same for the same text, whatever came before', () => {
    const before = classifier.assess(COMPLAINT);
    for (let i = 0; i < 500; i += 1) classifier.assess(`filler${i} text${i * 7} nothing${i % 13}`);
    expect(classifier.assess(COMPLAINT)).toEqual(before);
    expect(createClassifier().assess(COMPLAINT)).toEqual(before);
  });

  it('carries the version of the model', () => {
    expect(classifier.assess('hello').model).toBe(shippedModel().version);
  });

  it('shows words of the post itself', () => {
    const { because } = classifier.assess(COMPLAINT);
    expect(because.length).toBeGreaterThan(0);
    for (const { text, start, end } of because) expect(COMPLAINT.slice(start, end)).toBe(text);
  });

  it('shows weights that, with the rest, add up to the log-odds of its probability, whatever the post', () => {
    const pieces = fc.constantFrom(...PIECES_OF_POSTS);
    const posts = fc.array(pieces, { maxLength: 40 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.oneof(posts, fc.string({ unit: 'grapheme', maxLength: 80 })), (text) => {
        const { because, rest = Number.NaN, probability } = classifier.assess(text);
        const logit = because.reduce((sum, { weight }) => sum + weight, rest);
        expect(logit).toBeCloseTo(Math.log(probability / (1 - probability)), 6);
      }),
      { numRuns: 1_000 },
    );
  });

  it('names causes and severity of a complaint, and none of what is no complaint', () => {
    const complaint = classifier.assess(COMPLAINT);
    expect(complaint).toMatchObject({ decision: 'complaint', kind: 'complaint' });
    expect(complaint.causes).toEqual(['slow-service', 'billing', 'unreachable']);
    expect(classifier.assess('Thank you so much @Nimbus, all good now')).toMatchObject({
      decision: 'not',
      kind: 'praise',
      causes: [],
      severity: 1,
    });
  });

  it('says not less often, the less may be missed', () => {
    const posts = ['so, my parcel then', 'is it open today', 'my order came today', 'what a day', 'still nothing'];
    const harmless = (missAtMostPercent: number) => {
      const { assess } = createClassifier(shippedModel(), { missAtMostPercent });
      return posts.filter((text) => assess(text).decision === 'not').length;
    };
    const counts = [0.1, 1, 3, 20].map(harmless);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.at(0)).toBe(0);
    expect(counts.at(-1)).toBeGreaterThan(0);
  });

  it('never says not where a risk word stands', () => {
    const { decision, risks } = classifier.assess('Thank you, what a lovely day, my lawyer says hello');
    expect(risks).toEqual(['legal-threat']);
    expect(decision).toBe('unsure');
  });

  it('names a language it does not know and guesses nothing about it', () => {
    expect(classifier.assess('@Nimbus mein Paket ist immer noch nicht da, eine Frechheit')).toMatchObject({
      decision: 'unsure',
      probability: 0.5,
      language: { code: 'de', known: false },
      because: [],
      causes: [],
    });
  });

  it('finds risk words it knows even there', () => {
    expect(classifier.assess('Das ist mein lawyer und er ist nicht zufrieden').risks).toEqual(['legal-threat']);
  });

  it('names the company meant only when it is on the watch list', () => {
    const companies = [{ name: 'Nimbus', handles: ['nimbus'], aliases: [] }];
    expect(classifier.assess(COMPLAINT, { companies }).company).toBe('Nimbus');
    expect(classifier.assess(COMPLAINT)).not.toHaveProperty('company');
  });
});
