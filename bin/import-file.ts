// Reads an import file line by line: JSON lines, or CSV whose columns are named like the fields (`author.id`).
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { ImportedLine } from '../lib/flows/import-posts.ts';

/**
 * JSON lines when the first line begins like JSON, CSV otherwise; without a path from standard input. It is read as it
 * is worked off, never as a whole. A line that cannot be read is handed on with the reason.
 */
export async function* readImportFile(path: string | undefined): AsyncGenerator<ImportedLine> {
  const { first, whole } = await withFirstLine(path === undefined ? process.stdin : createReadStream(path));
  yield* /^[[{]/.test(first) ? readJsonLines(whole) : readCsv(whole, delimiterIn(first));
}

/** Enough to know any header. */
const LONGEST_FIRST_LINE = 65_536;

/** The first line that is not blank, as far as it is needed, and the input from its beginning: a pipe is read but once. */
async function withFirstLine(input: Readable): Promise<{ readonly first: string; readonly whole: Readable }> {
  input.setEncoding('utf8');
  const chunks: AsyncIterator<string> = input[Symbol.asyncIterator]();
  let read = '';
  let next = await chunks.next();
  while (next.done !== true) {
    read += next.value;
    if (/\S.*[\r\n]/.test(read) || read.length > LONGEST_FIRST_LINE) break;
    next = await chunks.next();
  }
  const [first = ''] = withoutBom(read)
    .trimStart()
    .split(/[\r\n]/, 1);
  return { first, whole: Readable.from(readOn(read, chunks)) };
}

async function* readOn(read: string, chunks: AsyncIterator<string>): AsyncGenerator<string> {
  yield read;
  yield* { [Symbol.asyncIterator]: () => chunks };
}

/** Spreadsheets of half of Europe write semicolons. */
function delimiterIn(header: string): string {
  return header.includes(';') && !header.includes(',') ? ';' : ',';
}

/** Windows programs put U+FEFF before the first line. */
function withoutBom(line: string): string {
  return line.replace(/^\uFEFF/, '');
}

async function* readJsonLines(input: Readable): AsyncGenerator<ImportedLine> {
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (text.trim() === '') continue;
    yield fromJson(line, withoutBom(text));
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

async function* readCsv(input: Readable, delimiter: string): AsyncGenerator<ImportedLine> {
  const skipped: ImportedLine[] = [];
  const rows = parse({
    columns: true,
    delimiter,
    bom: true,
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error) skipped.push({ line: Number(error.lines), problem: error.message });
      return undefined;
    },
  });
  // What goes wrong with the input is thrown by the rows below.
  pipeline(input, rows, () => undefined);
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
    if (field === undefined) fields[group] ??= cell;
    else fields[group] = { ...groupIn(fields[group]), [field]: column === 'author.followers' ? countIn(cell) : cell };
  }
  return fields;
}

/** Columns `author` and `author.id` beside each other: the second one counts. */
function groupIn(field: Record<string, unknown> | string | undefined): Record<string, unknown> {
  return typeof field === 'object' ? field : {};
}

/** What is no number is handed on as it stands, to be refused by its own words. */
function countIn(cell: string): number | string {
  const count = Number(cell);
  return Number.isNaN(count) ? cell : count;
}
