// The items of an import request: one JSON object, an array of them, or a line for each.
import type { ImportedLine } from '../flows/import-posts.ts';
import { problem } from './problem.ts';

/** The items in order, each with its place from 1. Throws a 400 problem when there is no object in the text at all. */
export function itemsIn(text: string): ImportedLine[] {
  const whole = parsed(text);
  if (whole === undefined) return linesIn(text);
  if (Array.isArray(whole.value)) return whole.value.map((value: unknown, index) => ({ line: index + 1, value }));
  if (isObject(whole.value)) return [{ line: 1, value: whole.value }];
  throw notImportable();
}

function linesIn(text: string): ImportedLine[] {
  const items = text.split(/\r?\n/).flatMap((line, index): ImportedLine[] => {
    if (line.trim() === '') return [];
    const read = parsed(line);
    return [read ? { line: index + 1, value: read.value } : { line: index + 1, problem: 'not JSON' }];
  });
  if (!items.some((item) => 'value' in item && isObject(item.value))) throw notImportable();
  return items;
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notImportable() {
  return problem('invalid-request', {
    detail:
      'the body is not JSON with items in it; expected an object, an array of objects, or a line of JSON for each',
  });
}
