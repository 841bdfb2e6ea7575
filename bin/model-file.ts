// Reads a model as `train` writes it, or says in one line why it cannot be one.
import { readFileSync } from 'node:fs';
import { type Model, type PackedModel, unpackModel } from '../lib/classifier/model.ts';
import { shippedModel } from '../lib/classifier/shipped-model.ts';

/** The model in FILE, or what is wrong with it. */
export function readModelFile(path: string): Model | { readonly problem: string } {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return { problem: `"${path}" cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
  const given = Object(content);
  const missing = Object.keys(shippedModel()).filter((part) => !Object.hasOwn(given, part));
  if (missing.length > 0) {
    return {
      problem: `"${path}" is no model.json that this Earshot can read: ${missing.join(', ')} missing; train it anew`,
    };
  }
  // It has all parts, and `train` is the only one who writes such files.
  return unpackModel(given as PackedModel);
}
