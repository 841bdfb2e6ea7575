// npm run earshot -- train: learns the classifier's weights from a folder of labelled texts.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packModel } from '../../lib/classifier/model.ts';
import { readLabelledPosts } from '../../lib/classifier/train/corpora.ts';
import { modelCard } from '../../lib/classifier/train/model-card.ts';
import { trainModel } from '../../lib/classifier/train/train-model.ts';
import { givenPath } from '../paths.ts';
import { complain, progressOf, say } from '../terminal.ts';
import { usageOf } from '../usage.ts';

export async function train(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      out: { type: 'string' },
      labels: { type: 'string' },
      lessons: { type: 'string' },
      seed: { type: 'string', default: '1' },
    },
  });
  const { data, out } = values;
  const seed = Number(values.seed);
  if (data === undefined || out === undefined || !Number.isInteger(seed)) {
    complain(usageOf('train'));
    return 1;
  }
  const started = performance.now();
  const onStep = (step: string) => say(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${step}`);
  const encoding = progressOf('Encoding meanings');
  const corrections = values.labels === undefined ? [] : readLabelledPosts(givenPath(values.labels));
  const written = values.lessons === undefined ? undefined : readLabelledPosts(givenPath(values.lessons));
  const onProgress = encoding.update;
  const trained = await trainModel({ dir: givenPath(data), written, corrections, seed, onStep, onProgress });
  const { model } = trained;
  const folder = givenPath(out);
  await mkdir(folder, { recursive: true });
  await writeJson(join(folder, 'model.json'), packModel(model));
  await writeJson(join(folder, 'recall-curve.json'), model.recallCurve);
  await writeFile(join(folder, 'model-card.md'), modelCard(trained));
  onStep(`wrote model.json, recall-curve.json and model-card.md into ${folder}, version ${model.version}`);
  return 0;
}

async function writeJson(file: string, content: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(content, null, 1)}\n`);
}
