// Trains the whole model, and the helper models it learns from, from the labelled texts.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { LinearWeights } from '../linear-model.ts';
import type { Model } from '../model.ts';
import { readText } from '../reading.ts';
import { readLabelledPosts } from './corpora.ts';
import { fingerprint } from './essence.ts';
import { exampleOf } from './examples.ts';
import { fitComplaint } from './fit-complaint.ts';
import { fitLanguage } from './fit-language.ts';
import { type HelperText, readPraise, readQuestions, readReviews, readSupport } from './helper-corpora.ts';
import { readLanguageSamples } from './language-corpora.ts';
import { fitLogistic, shipForm } from './logistic.ts';
import { sparseRow } from './sparse.ts';

export interface Training {
  /** The folder of corpora. */
  readonly dir: string;
  readonly seed: number;
  /** Called before each step, with what it is. */
  readonly onStep: (step: string) => void;
}

export interface Trained {
  readonly model: Model;
  /** Models of other texts, from which the complaint model may also learn when it is judged by folds. */
  readonly helpers: readonly LinearWeights[];
}

export function trainModel({ dir, seed, onStep }: Training): Trained {
  const helper = (name: string, texts: readonly HelperText[]): LinearWeights => {
    onStep(`learning ${name} from ${texts.length} texts`);
    return fitHelper(texts);
  };
  const praise = helper('praise', readPraise(dir));
  const helpers = [
    praise,
    helper('complaining reviews', readReviews(dir)),
    helper('calm questions', readQuestions(dir)),
    helper('what customers write to support', readSupport(dir)),
  ];
  const examples = readLabelledPosts(join(dir, 'complaints', 'train.csv')).map(exampleOf);
  onStep(`learning complaints and severity from ${examples.length} posts`);
  const complaint = fitComplaint(examples, { helpers, seed });
  onStep('learning languages');
  const language = fitLanguage(readLanguageSamples(dir));
  const trainedOn = examples.map(({ post }) => fingerprint(post.text)).join(' ');
  const version = versionOf(complaint.complaint.weights.bytes);
  return { model: { version, trainedOn, ...complaint, praise, language }, helpers };
}

function fitHelper(texts: readonly HelperText[]): LinearWeights {
  return shipForm(
    fitLogistic(
      texts.map(({ text }) => sparseRow(readText(text))),
      texts.map(({ label }) => label),
    ),
  );
}

/** Names the model by its weights: the same data and code give the same version. */
function versionOf(weights: Int8Array): string {
  return `linear-${createHash('sha256').update(weights).digest('hex').slice(0, 8)}`;
}
