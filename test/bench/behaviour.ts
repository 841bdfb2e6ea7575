// node test/bench/behaviour.ts [--json]: how much of the behavioural suite holds, group by group, and what does not.
import { parseArgs } from 'node:util';
import { createClassifier } from '../../lib/classifier/classifier.ts';
import { describeFailure, judgeBehaviour, wholeOf } from '../support/judge-behaviour.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const groups = judgeBehaviour(createClassifier());
const whole = wholeOf(groups);
process.stdout.write(`${values.json ? JSON.stringify({ whole, groups }, null, 2) : table()}\n`);

function table(): string {
  return [
    `${'group'.padEnd(36)} cases  held    share  unsure`,
    ...groups.map((group) => row({ ...group, held: group.cases - group.failures.length })),
    row({ name: 'whole', ...whole }),
    ...groups
      .filter(({ failures }) => failures.length > 0)
      .map(({ name, failures }) => `\n${name}\n${failures.map(describeFailure).join('\n')}`),
  ].join('\n');
}

/** `unsure`: how many of the clear posts are left to a person; only groups of single posts have any. */
function row(group: { name: string; cases: number; held: number; clear: number; unsure: number }): string {
  const { name, cases, held, clear, unsure } = group;
  const share = `${((100 * held) / cases).toFixed(1)} %`;
  const left = clear === 0 ? '' : `${unsure} of ${clear}`;
  return `${name.padEnd(36)} ${`${cases}`.padStart(5)} ${`${held}`.padStart(5)} ${share.padStart(8)}  ${left}`.trimEnd();
}
