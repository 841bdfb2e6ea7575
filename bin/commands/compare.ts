// npm run earshot -- compare: what a new model would say of the last days' posts, beside the one in use.
import { parseArgs } from 'node:util';
import type { Agreement } from '../../lib/classifier/agreement.ts';
import { assessorFor } from '../../lib/classifier/assessor.ts';
import type { Model } from '../../lib/classifier/model.ts';
import { shippedModel } from '../../lib/classifier/shipped-model.ts';
import { fingerprint } from '../../lib/classifier/train/essence.ts';
import type { Watchlist } from '../../lib/config/watchlist.ts';
import type { DecisionChange } from '../../lib/domain/decision-change.ts';
import { type ComparedModel, type Comparison, compareModels, type ReadTwice } from '../../lib/flows/compare-models.ts';
import { connect } from '../connect.ts';
import { daysIn } from '../days.ts';
import { readModelFile } from '../model-file.ts';
import { givenPath } from '../paths.ts';
import { complain, counted, progressCount, say } from '../terminal.ts';
import { usageOf } from '../usage.ts';

export async function compare(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      model: { type: 'string' },
      days: { type: 'string', default: '30' },
      json: { type: 'boolean', default: false },
    },
  });
  const days = daysIn(values.days);
  if (values.model === undefined || days === undefined) {
    complain(usageOf('compare'));
    return 1;
  }
  const candidate = readModelFile(givenPath(values.model));
  if ('problem' in candidate) {
    complain(candidate.problem);
    return 1;
  }
  const inUse = shippedModel();
  const { house, close } = await connect();
  try {
    const watchlist = house.watchlist();
    const read = progressCount('Posts read');
    const models = { inUse: comparedModel(watchlist, inUse), candidate: comparedModel(watchlist, candidate) };
    const stores = { db: house.db(), clock: house.clock };
    const comparison = await compareModels({ ...stores, ...models, onProgress: read.update }, days);
    read.end();
    const versions = { inUse: inUse.version, candidate: candidate.version };
    if (values.json) say(JSON.stringify({ days, ...versions, ...comparison }, null, 2));
    else show({ days, ...versions }, comparison);
    return 0;
  } finally {
    await close();
  }
}

function comparedModel(watchlist: Watchlist, model: Model): ComparedModel {
  const known = new Set(model.trainedOn.split(' '));
  return { assess: assessorFor(watchlist, model), hasLearnedFrom: (text) => known.has(fingerprint(text)) };
}

function show(
  { days, inUse, candidate }: { readonly days: number; readonly inUse: string; readonly candidate: string },
  { posts, withoutText, decisions, labels, examples }: Comparison,
): void {
  say(`In use ${inUse}, candidate ${candidate}: ${counted(posts, 'post')} of the last ${counted(days, 'day')}`);
  if (inUse === candidate) say('They are the same model.');
  if (withoutText > 0) say(`${counted(withoutText, 'post')} left out: no text`);
  showDecisions(decisions);
  showAgreement(labels);
  if (examples.length > 0) say('Largest changes, the probability of a complaint in use → by the candidate');
  for (const example of examples) say(`  ${exampleLine(example)}`);
}

function showDecisions(decisions: readonly DecisionChange[]): void {
  const countOf = (which: (change: DecisionChange) => boolean) =>
    decisions.filter(which).reduce((sum, { posts }) => sum + posts, 0);
  say(
    `Decided otherwise: ${counted(
      countOf(() => true),
      'post',
    )}`,
  );
  for (const { from, to, posts } of decisions) say(`  ${String(posts).padStart(6)}  ${from} → ${to}`);
  say(
    `New complaints ${countOf(({ to }) => to === 'complaint')}, no longer complaints ${countOf(({ from }) => from === 'complaint')}, newly unsure ${countOf(({ to }) => to === 'unsure')}`,
  );
}

function showAgreement({ posts, complaints, learnedFrom, inUse, candidate }: Comparison['labels']): void {
  const leftOut = learnedFrom === 0 ? '' : `; ${learnedFrom} more left out, since a model was trained on them`;
  say(
    `Agreement with people, on ${counted(posts, 'post')} they decided about (${counted(complaints, 'complaint')})${leftOut}`,
  );
  if (!inUse || !candidate) {
    say('  unknown: it takes at least 20 complaints and 20 others');
    return;
  }
  say('             macro F1   missed   false alarms   unsure');
  say(`  in use     ${agreementCells(inUse)}`);
  say(`  candidate  ${agreementCells(candidate)}`);
}

function agreementCells({ macroF1, missed, falseAlarms, unsure }: Agreement): string {
  const cells = [(100 * macroF1).toFixed(1).padStart(8), String(missed).padStart(9)];
  return [...cells, String(falseAlarms).padStart(15), String(unsure).padStart(9)].join('');
}

const SHOWN_CHARACTERS = 90;

function exampleLine({ text, inUse, candidate }: ReadTwice): string {
  const line = text.replace(/\s+/g, ' ');
  const shown = line.length > SHOWN_CHARACTERS ? `${[...line].slice(0, SHOWN_CHARACTERS).join('')}…` : line;
  const decided = `${inUse.decision} → ${candidate.decision}`;
  return `${inUse.probability.toFixed(2)} → ${candidate.probability.toFixed(2)}  ${decided.padEnd(21)} ${shown}`;
}
