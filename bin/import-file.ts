// Reads an import file line by line: JSON lines, or CSV whose columns are named like the fields (`author.id`).
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import type { ImportedLine } from '../lib/flows/import-posts.ts';

/**
 * CSV by the ending `.csv`, JSON lines otherwise, as from standard input when there is no path.
 * A line that cannot be read is handed on with the reason.
 */
export function readImportFile(path: string | undefined): AsyncIterable<ImportedLine> {
  if (path === undefined) return readJsonLines(process.stdin);
  return path.toLowerCase().endsWith('.csv') ? readCsv(path) : readJsonLines(createReadStream(path));
}

async function* readJsonLines(input: NodeJS.ReadableStream): AsyncGenerator<ImportedLine> {
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (text.trim() === '') continue;
    yield fromJson(line, text);
  }
}

function fromJson(line: number, text: string): ImportedLine {
  try {
    return { line, value: JSON.parse(text) };
  } catch (error) {
    return { line, problem: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

interface CsvRow {
  readonly record: Record<string, string>;
  readonly info: { readonly lines: number };
}

async function* readCsv(path: string): AsyncGenerator<ImportedLine> {
  const skipped: ImportedLine[] = [];
  const rows = createReadStream(path).pipe(
    parse({
      columns: true,
      bom: true,
      info: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: (error) => {
        if (error) skipped.push({ line: Number(error.lines), problem: error.message });
        return undefined;
      },
    }),
  );
  for await (const { record, info } of rows as AsyncIterable<CsvRow>) {
    yield* skipped.splice(0);
    yield { line: info.lines, value: fromColumns(record) };
  }
  yield* skipped;
}

/** `author.id` becomes `{ author: { id } }`; an empty cell is an absent field; followers are a number. */
function fromColumns(record: Record<string, string>): unknown {
  const fields: Record<string, Record<string, unknown> | string> = {};
  for (const [column, cell] of Object.entries(record)) {
    if (cell === '') continue;
    const [group = '', field] = column.split('.');
    if (field === undefined) fields[group] = cell;
    else fields[group] = { ...Object(fields[group]), [field]: column === 'author.followers' ? Number(cell) : cell };
  }
  return fields;
}
