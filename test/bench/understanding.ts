// The whole assessment beside wink-nlp alone: the same pipes, the same texts, in turn in one run.
import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import { createClassifier } from '../../lib/classifier/classifier.ts';
import { PIPES } from '../../lib/classifier/reading.ts';
import { sampleMentions } from '../../lib/local/sample/sample-mentions.ts';
import { percentile, rounded } from './statistics.ts';

const ROUNDS = 9;
const REPEATS = 20;

/** Posts a second of each, and the ratio round by round: the machine's mood falls on both alike. */
export function benchUnderstanding() {
  const texts = sampleMentions('2026-11-21T12:00:00.000Z').map(({ text }) => text);
  const nlp = winkNLP(model, PIPES);
  const classifier = createClassifier();
  const winkAlone = (text: string) => nlp.readDoc(text).tokens().out(nlp.its.value);
  const rates = Array.from({ length: ROUNDS }, (_, round) => {
    const pair = { wink: rate(texts, round, winkAlone), whole: rate(texts, round, (text) => classifier.assess(text)) };
    return { ...pair, ratio: pair.whole / pair.wink };
  });
  const median = (pick: (each: (typeof rates)[number]) => number) => rounded(percentile(rates.map(pick), 0.5));
  return {
    winkPostsPerSecond: median(({ wink }) => wink),
    assessmentPostsPerSecond: median(({ whole }) => whole),
    ratio: median(({ ratio }) => ratio),
  };
}

/** Each text is a new one each time, as posts are: nothing may be remembered from the round before. */
function rate(texts: readonly string[], round: number, work: (text: string) => unknown): number {
  const began = performance.now();
  for (let repeat = 0; repeat < REPEATS; repeat += 1) for (const text of texts) work(`${text} ${round}${repeat}`);
  return (texts.length * REPEATS) / ((performance.now() - began) / 1000);
}
