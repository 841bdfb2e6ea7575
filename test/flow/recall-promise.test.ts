// The operator promises how many complaints may be missed; what is called harmless follows from it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StatusView } from '../../lib/api/status-schema.ts';
import { createClassifier } from '../../lib/classifier/classifier.ts';
import { shippedRecallCurve } from '../../lib/classifier/shipped-recall-curve.ts';
import { MISS_AT_MOST, pointFor } from '../../lib/domain/recall-promise.ts';
import { ROOT, startEarshot, type TestEarshot } from '../support/earshot.ts';

let folder: string;
let earshot: TestEarshot | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-promise-'));
});
afterEach(async () => {
  await earshot?.stop();
  rmSync(folder, { recursive: true });
});

async function startPromising(missAtMostPercent: number): Promise<TestEarshot> {
  const list = JSON.parse(readFileSync(join(ROOT, 'watchlist.json'), 'utf8'));
  const path = join(folder, 'watchlist.json');
  writeFileSync(path, JSON.stringify({ ...list, missAtMostPercent }));
  earshot = await startEarshot({ env: { EARSHOT_WATCHLIST: path } });
  return earshot;
}

/** A post that the laxest promise calls harmless and the strictest does not, whatever the model was trained on last. */
function doubtfulText(): string {
  const [strict, lax] = [MISS_AT_MOST.least, MISS_AT_MOST.most].map((p) => pointFor(shippedRecallCurve(), p).threshold);
  const classifier = createClassifier();
  const text = TEXTS.find((each) => {
    const { probability } = classifier.assess(each);
    return probability >= (strict ?? 0) && probability < (lax ?? 0);
  });
  if (text === undefined) throw new Error('none of the texts is doubtful; add some');
  return text;
}

const TEXTS = [
  '@acornmobile my new phone came today, is the shop open',
  '@acornmobile is the shop open on Sundays',
  '@acornmobile my phone again',
  '@acornmobile so it came in the end',
  'had to go to @acornmobile again today',
];

it.each([
  [0.5, 'to-decide'],
  [20, 'not-complaint'],
] as const)('a promise to miss at most %s percent puts a doubtful post in the list %s', async (percent, status) => {
  const { receive, allThreads } = await startPromising(percent);
  await receive({ id: '1', text: doubtfulText() });
  expect((await allThreads()).map((thread) => thread.status)).toEqual([status]);
});

it('the status says what was promised, and what other promises would cost', async () => {
  const { call } = await startPromising(4);
  const { promise }: StatusView = (await call('/status')).body;
  expect(promise.text).toMatch(/^Miss at most 4 % of complaints: of 100 harmless mentions somebody skims about \d+/);
  expect(promise.choices.map(({ missAtMostPercent }) => missAtMostPercent)).toEqual([1, 2, 3, 4, 5, 10]);
  const skimmed = promise.choices.map((choice) => choice.skimmed);
  expect(skimmed).toEqual(skimmed.toSorted((a, b) => b - a));
  expect(promise.choices.find(({ missAtMostPercent }) => missAtMostPercent === 4)?.threshold).toBe(promise.threshold);
});
