// The whole assessment beside wink-nlp alone: the same pipes, the same texts, in turn in one run.
import { resolve } from 'node:path';
import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import { assessorFor } from '../../lib/classifier/assessor.ts';
import { PIPES } from '../../lib/classifier/lexeme.ts';
import { readWatchlist } from '../../lib/config/watchlist.ts';
import { sampleMentions } from '../../lib/local/sample/sample-mentions.ts';
import { percentile, rounded } from './statistics.ts';

/** Rounds that do not count: V8 goes on compiling for that long, as it does in any process that stays. */
const WARM_UP = 60;
const ROUNDS = 25;
const REPEATS = 20;
const WATCHLIST = resolve(import.meta.dirname, '../../watchlist.json');

/** Posts a second of each, and the ratio round by round: the machine's mood falls on both alike. */
export function benchUnderstanding() {
  const texts = sampleMentions('2026-11-21T12:00:00.000Z').map(({ text }) => text);
  const nlp = winkNLP(model, PIPES);
  const assess = assessorFor(readWatchlist(WATCHLIST, new Date().toISOString()));
  const rates = Array.from({ length: WARM_UP + ROUNDS }, (_, round) => {
    const wink = rate(newPosts(texts, round), (text) => nlp.readDoc(text));
    const whole = rate(newPosts(texts, round), assess);
    return { wink, whole, ratio: whole / wink };
  }).slice(WARM_UP);
  const median = (pick: (each: (typeof rates)[number]) => number) => rounded(percentile(rates.map(pick), 0.5));
  return {
    posts: texts.length * REPEATS,
    rounds: ROUNDS,
    wink: `readDoc with the pipes ${PIPES.join(', ')}, nothing read out of the document`,
    assessment:
      'as ingest assesses: language, risks, complaint, causes, severity, deciding words, company of the watch list',
    winkPostsPerSecond: median(({ wink }) => wink),
    assessmentPostsPerSecond: median(({ whole }) => whole),
    ratio: median(({ ratio }) => ratio),
  };
}

/** Each post is a new one each time, as posts are, so that no part can remember whole posts; as they come out of JSON. */
function newPosts(texts: readonly string[], round: number): readonly string[] {
  const posts = Array.from({ length: REPEATS }, (_, repeat) => texts.map((text) => `${text} ${round}${repeat}`));
  return JSON.parse(JSON.stringify(posts.flat()));
}

function rate(posts: readonly string[], work: (text: string) => unknown): number {
  const began = performance.now();
  for (const post of posts) work(post);
  return posts.length / ((performance.now() - began) / 1000);
}
