// npm run earshot -- import FILE: posts from a file, the same way a poll takes them; with --contacts, calls and visits.
import { createReadStream, existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { House } from '../../lib/composition.ts';
import { importContacts } from '../../lib/flows/import-contacts.ts';
import { type ImportReport, importPosts } from '../../lib/flows/import-posts.ts';
import { connect } from '../connect.ts';
import { readImportFile } from '../import-file.ts';
import { givenPath } from '../paths.ts';
import { complain, counted, type ProgressBar, progressBar, progressCount, say } from '../terminal.ts';
import { usageOf } from '../usage.ts';

export async function importFile(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { contacts: { type: 'boolean', default: false } },
  });
  const [given, ...more] = positionals;
  if (!given || more.length > 0) {
    complain(usageOf('import'));
    return 1;
  }
  const path = givenPath(given);
  if (!existsSync(path)) {
    complain(`There is no file "${path}".`);
    return 1;
  }
  const bar = progressBar('Importing', await countLines(path));
  const connection = await connect();
  try {
    const report = reportOn(bar);
    const lines = readImportFile(path);
    const { queued, skipped } = values.contacts
      ? await importContacts({ ...contactDeps(connection.house), ...report }, lines)
      : await importPosts({ ...postDeps(connection.house), ...report }, lines);
    bar.end();
    const worked = progressCount('Working off the queues');
    await connection.processAll(worked.update);
    worked.end();
    const taken = values.contacts ? `${counted(queued, 'contact')} added` : `${counted(queued, 'post')} queued`;
    say(`${taken}, ${counted(skipped, 'line')} skipped`);
    return skipped === 0 ? 0 : 2;
  } finally {
    await connection.close();
  }
}

/** Every skipped line is told; a field that nothing reads, once. */
function reportOn(bar: ProgressBar): ImportReport {
  const told = new Set<string>();
  return {
    onSkipped: (line, problem) => complain(`line ${line} skipped: ${problem}`),
    onIgnored: (field) => {
      if (!told.has(field)) complain(`"${field}" is ignored: Earshot knows no such field`);
      told.add(field);
    },
    onProgress: (lines) => bar.update(lines),
  };
}

function postDeps(house: House) {
  return { mentions: house.queue('mentionsQueue'), clock: house.clock };
}

function contactDeps(house: House) {
  return { db: house.db(), clock: house.clock, country: house.watchlist().country, by: 'import' };
}

async function countLines(path: string): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(path)) for (const byte of chunk) if (byte === 10) lines += 1;
  return lines;
}
