// The whole assessment beside wink-nlp alone: the same pipes, the same texts, in turn in one run.
import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import { createClassifier } from '../../lib/classifier/classifier.ts';
import { PIPES } from '../../lib/classifier/lexeme.ts';
import type { Company } from '../../lib/domain/company.ts';
import { sampleMentions } from '../../lib/local/sample/sample-mentions.ts';
import { percentile, rounded } from './statistics.ts';

/** The first rounds, in which V8 is still compiling, are not counted. */
const WARM_UP = 5;
const ROUNDS = 25;
const REPEATS = 20;
/** As in production, the names of the brand and of competitors are looked for. */
const COMPANIES: readonly Company[] = [
  { name: 'Nimbus', handles: ['NimbusHelp', 'nimbus'], aliases: ['Nimbus Mobile'] },
  { name: 'Larkspur & Sons', handles: ['larkspur'], aliases: [] },
];

/** Posts a second of each, and the ratio round by round: the machine's mood falls on both alike. */
export function benchUnderstanding() {
  const texts = sampleMentions('2026-11-21T12:00:00.000Z').map(({ text }) => text);
  const nlp = winkNLP(model, PIPES);
  const classifier = createClassifier();
  const context = { companies: COMPANIES };
  const rates = Array.from({ length: WARM_UP + ROUNDS }, (_, round) => {
    const wink = rate(newPosts(texts, round), (text) => nlp.readDoc(text));
    const whole = rate(newPosts(texts, round), (text) => classifier.assess(text, context));
    return { wink, whole, ratio: whole / wink };
  }).slice(WARM_UP);
  const median = (pick: (each: (typeof rates)[number]) => number) => rounded(percentile(rates.map(pick), 0.5));
  return {
    posts: texts.length * REPEATS,
    rounds: ROUNDS,
    wink: `readDoc with the pipes ${PIPES.join(', ')}, nothing read out of the document`,
    winkPostsPerSecond: median(({ wink }) => wink),
    assessmentPostsPerSecond: median(({ whole }) => whole),
    ratio: median(({ ratio }) => ratio),
  };
}

/** Each post is a new one each time, as posts are: no part may remember whole posts. */
function newPosts(texts: readonly string[], round: number): readonly string[] {
  return Array.from({ length: REPEATS }, (_, repeat) => texts.map((text) => `${text} ${round}${repeat}`)).flat();
}

function rate(posts: readonly string[], work: (text: string) => unknown): number {
  const began = performance.now();
  for (const post of posts) work(post);
  return posts.length / ((performance.now() - began) / 1000);
}
