// npm run earshot -- classify [FILE]: assesses texts, one line of JSON each, in the order they come.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { type Classifier, createClassifier } from '../../lib/classifier/classifier.ts';
import { readWatchlist } from '../../lib/config/watchlist.ts';
import type { Company } from '../../lib/domain/company.ts';
import { readImportFile } from '../import-file.ts';
import { givenPath, watchlistPath } from '../paths.ts';
import { complain } from '../terminal.ts';

const lineSchema = z.object({ id: z.union([z.string(), z.number()]).optional(), text: z.string() });

/** Reads FILE, or standard input as JSON lines; needs `text`, keeps `id`. Lines it cannot read go to standard error. */
export async function classify(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  const [given, ...more] = positionals;
  const path = given === undefined ? undefined : givenPath(given);
  if (more.length > 0 || (path !== undefined && !existsSync(path))) {
    complain(`There is no file "${path}": npm run earshot -- classify [FILE]`);
    return 1;
  }
  const assess = assessor(createClassifier(), watchedCompanies());
  let skipped = 0;
  for await (const read of readImportFile(path)) {
    const parsed = 'problem' in read ? undefined : lineSchema.safeParse(read.value);
    if (parsed?.success) {
      const written = process.stdout.write(`${JSON.stringify(assess(parsed.data))}\n`);
      if (!written) await once(process.stdout, 'drain');
    } else {
      skipped += 1;
      complain(`line ${read.line} skipped: ${'problem' in read ? read.problem : 'it has no text'}`);
    }
  }
  return skipped === 0 ? 0 : 2;
}

type Line = z.infer<typeof lineSchema>;

function assessor(classifier: Classifier, companies: readonly Company[]): (line: Line) => unknown {
  return ({ id, text }) => {
    const { risks: risk, ...assessment } = classifier.assess(text, { companies });
    return { ...(id === undefined ? {} : { id }), ...assessment, risk };
  };
}

/** The brand and its competitors, so that the company meant is named; none without a watch list. */
function watchedCompanies(): readonly Company[] {
  const path = watchlistPath(process.env);
  if (!existsSync(path)) return [];
  const { brand, competitors } = readWatchlist(path);
  return [brand, ...competitors];
}
