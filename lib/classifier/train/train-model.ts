// Trains the whole model from the labelled texts.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Model } from '../model.ts';
import { readText } from '../reading.ts';
import { readLabelledPosts, readLanguageTexts, readPraiseTexts } from './corpora.ts';
import { fingerprint } from './essence.ts';
import { exampleOf } from './examples.ts';
import { fitComplaint } from './fit-complaint.ts';
import { fitLanguage } from './fit-language.ts';
import { fitLogistic, shipForm } from './logistic.ts';
import { sparseRow } from './sparse.ts';

export interface Training {
  /** The folder of corpora. */
  readonly dir: string;
  readonly seed: number;
  /** Called before each step, with what it is. */
  readonly onStep: (step: string) => void;
}

/** The main set stands here under the folder of corpora. */
export const MAIN_SET = join('complaints', 'train.csv');

export function trainModel({ dir, seed, onStep }: Training): Model {
  onStep('reading the complaints');
  const examples = readLabelledPosts(join(dir, MAIN_SET)).map(exampleOf);
  onStep(`learning complaints and severity from ${examples.length} posts`);
  const complaint = fitComplaint(examples, seed);
  const praiseTexts = readPraiseTexts(dir);
  onStep(`learning praise from ${praiseTexts.length} comments`);
  const praise = shipForm(
    fitLogistic(
      praiseTexts.map(({ text }) => sparseRow(readText(text))),
      praiseTexts.map((text) => text.praise),
    ),
  );
  onStep('learning languages');
  const languageTexts = readLanguageTexts(dir, 'train');
  const language = fitLanguage(
    new Map([...languageTexts].map(([code, texts]) => [code, texts.map((text) => readText(text).tokens)])),
  );
  const trainedOn = examples.map(({ post }) => fingerprint(post.text)).join(' ');
  return { version: versionOf(complaint.complaint.weights.bytes), trainedOn, ...complaint, praise, language };
}

/** Names the model by its weights: the same data and code give the same version. */
function versionOf(weights: Int8Array): string {
  return `linear-${createHash('sha256').update(Buffer.from(weights.buffer)).digest('hex').slice(0, 8)}`;
}
