// npm run earshot -- train: learns the classifier's weights from a folder of labelled texts.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packModel, packWeights } from '../../lib/classifier/model.ts';
import { trainModel } from '../../lib/classifier/train/train-model.ts';
import { givenPath } from '../paths.ts';
import { complain, say } from '../terminal.ts';

const USAGE = `npm run earshot -- train --data DIR --out DIR [--seed N]

  --data DIR   the labelled texts; docs/model-card.md says what stands there
  --out DIR    where model.json and helpers.json are written; lib/classifier/weights replaces the shipped model
  --seed N     chooses the inner folds; the same seed gives the same model (1)`;

export async function train(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { data: { type: 'string' }, out: { type: 'string' }, seed: { type: 'string', default: '1' } },
  });
  const { data, out } = values;
  const seed = Number(values.seed);
  if (data === undefined || out === undefined || !Number.isInteger(seed)) {
    complain(USAGE);
    return 1;
  }
  const started = performance.now();
  const onStep = (step: string) => say(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${step}`);
  const { model, helpers } = trainModel({ dir: givenPath(data), seed, onStep });
  const folder = givenPath(out);
  await mkdir(folder, { recursive: true });
  await writeJson(join(folder, 'model.json'), packModel(model));
  await writeJson(join(folder, 'helpers.json'), helpers.map(packWeights));
  onStep(`wrote model.json and helpers.json into ${folder}, version ${model.version}`);
  return 0;
}

async function writeJson(file: string, content: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(content, null, 1)}\n`);
}
