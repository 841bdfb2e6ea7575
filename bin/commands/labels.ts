// npm run earshot -- labels: what people decided about posts, as a file to train and to judge with.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { isInstant, toInstant } from '../../lib/domain/time.ts';
import { exportLabels, type LabelRow } from '../../lib/flows/export-labels.ts';
import { connect } from '../connect.ts';
import { givenPath } from '../paths.ts';
import { complain, counted, say } from '../terminal.ts';
import { usageOf } from '../usage.ts';

export async function labels(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { since: { type: 'string' }, out: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const { since, out, json } = values;
  if (since !== undefined && !isInstant(since)) {
    complain(`--since is "${since}"; expected a day such as 2026-11-21, or a time such as 2026-11-21T09:30:00Z`);
    complain(usageOf('labels'));
    return 1;
  }
  const lines = json ? [] : [COLUMNS.join(',')];
  const { house, close } = await connect();
  try {
    const onRow = (row: LabelRow) => lines.push(json ? JSON.stringify(row) : csvLine(row));
    const from = since === undefined ? undefined : toInstant(since);
    const exported = await exportLabels({ db: house.db(), clock: house.clock, onRow }, from);
    const leftOut =
      exported.withoutText === 0 ? '' : `; ${exported.withoutText} left out: their posts have no text any more`;
    const told = `${counted(exported.labels, 'label')}${leftOut}`;
    const content = lines.map((line) => `${line}\n`).join('');
    if (out === undefined) {
      process.stdout.write(content);
      complain(told);
    } else {
      await writeFile(givenPath(out), content);
      say(`${told}; written to ${givenPath(out)}`);
    }
    return 0;
  } finally {
    await close();
  }
}

/** The first four are those of a judging file. */
const COLUMNS = [
  'text',
  'complaint',
  'domain',
  'severity',
  'id',
  'causes',
  'decided_at',
  'model',
  'said',
  'probability',
];

function csvLine({ text, complaint, domain, severity, id, causes, decidedAt, said }: LabelRow): string {
  const { model, decision, probability } = said;
  const cells = [text, complaint, domain, severity, id, causes?.join(' '), decidedAt, model, decision, probability];
  return cells.map((cell) => csvCell(String(cell ?? ''))).join(',');
}

/** RFC 4180. */
function csvCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
