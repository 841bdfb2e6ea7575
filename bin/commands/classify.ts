// npm run earshot -- classify: assesses texts, one line of JSON each, in the order they come.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { assessorFor } from '../../lib/classifier/assessor.ts';
import { readWatchlist } from '../../lib/config/watchlist.ts';
import { readImportFile } from '../import-file.ts';
import { givenPath, watchlistPath } from '../paths.ts';
import { complain } from '../terminal.ts';
import { usageOf } from '../usage.ts';

const lineSchema = z.object({ id: z.union([z.string(), z.number()]).optional(), text: z.string() });

/** Needs `text`, keeps `id`. Lines it cannot read go to standard error. */
export async function classify(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args, allowPositionals: true, options: { text: { type: 'string' } } });
  const given = positionals.map(givenPath);
  if (given.length > (values.text === undefined ? 1 : 0)) {
    complain(usageOf('classify'));
    return 1;
  }
  const [path] = given;
  if (path !== undefined && !existsSync(path)) {
    complain(`There is no file "${path}"; a text of your own is given as --text "…".`);
    return 1;
  }
  const lines = values.text === undefined ? readImportFile(path) : [{ line: 1, value: { text: values.text } }];
  const assess = assessor();
  let skipped = 0;
  for await (const read of lines) {
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

/** As `ingest` assesses: under the operator's promise, and with the names of the brand and its competitors. */
function assessor(): (line: Line) => unknown {
  const path = watchlistPath(process.env);
  const assess = assessorFor(existsSync(path) ? readWatchlist(path) : undefined);
  return ({ id, text }) => {
    const { risks: risk, ...assessment } = assess(text);
    return { ...(id === undefined ? {} : { id }), ...assessment, risk };
  };
}
