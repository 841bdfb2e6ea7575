// Trains the whole model from the labelled texts.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ComplaintWeights } from '../complaint-model.ts';
import type { LinearWeights } from '../linear-model.ts';
import { readText } from '../reading.ts';
import { readLabelledPosts } from './corpora.ts';
import { fingerprint } from './essence.ts';
import type { LabelledPost } from './examples.ts';
import { fitComplaint } from './fit-complaint.ts';
import { fitLanguage } from './fit-language.ts';
import { readLanguageSamples } from './language-corpora.ts';
import { fitLogistic, shipForm } from './logistic.ts';
import type { Trained } from './model-card.ts';
import { readPraise } from './other-texts.ts';
import { sparseRow } from './sparse.ts';
import { prepareStudy } from './study.ts';

export interface Training {
  /** The folder of corpora. */
  readonly dir: string;
  /** Posts written to learn from; those of the project if not given. */
  readonly written?: readonly LabelledPost[] | undefined;
  /** Posts whose label the team corrected. */
  readonly corrections?: readonly LabelledPost[];
  readonly seed: number;
  /** Called before each step, with what it is. */
  readonly onStep: (step: string) => void;
  /** Called while meanings are encoded, with how many of all new texts are done. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** The model, and what there is to tell of it (model-card.ts). */
export async function trainModel({ onStep, ...training }: Training): Promise<Trained> {
  const { dir, seed } = training;
  const posts = readLabelledPosts(join(dir, 'complaints', 'train.csv'));
  onStep('reading all texts, and encoding the meaning of those that are new');
  const study = await prepareStudy(posts, training);
  const { lessons, corrections, variations, others } = study;
  onStep(
    `learning complaints and severity from ${posts.length} posts, ${lessons.length} lessons, ${corrections.length} corrections and ${variations.length + others.length} texts without labels`,
  );
  const { model: complaint, unseen } = await fitComplaint(study.posts, { study, seed });
  onStep('learning praise');
  const praise = fitPraise(dir);
  onStep('learning languages');
  const language = fitLanguage(readLanguageSamples(dir));
  const trainedOn = [...study.posts, ...corrections].map(({ post }) => fingerprint(post.text)).join(' ');
  const version = versionOf(complaint.complaint);
  return { model: { version, trainedOn, ...complaint, praise, language }, study, seed, unseen };
}

function fitPraise(dir: string): LinearWeights {
  return shipForm(
    fitLogistic(readPraise(dir).map(({ text, label }) => ({ row: sparseRow(readText(text)), target: label ? 1 : 0 }))),
  );
}

/** Names the model by its weights: the same data and code give the same version. */
function versionOf({ linear, convolution }: ComplaintWeights): string {
  const hash = createHash('sha256').update(linear.weights.bytes).update(convolution.vectors.bytes);
  return `complaint-${hash.digest('hex').slice(0, 8)}`;
}
