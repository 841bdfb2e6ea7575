// Prepares all texts that the models learn from: labelled posts, lessons of our own, variations of posts, other texts.
import { join } from 'node:path';
import { readText } from '../reading.ts';
import { readLabelledPosts } from './corpora.ts';
import type { Encoded } from './distil.ts';
import { type Example, exampleOf, type LabelledPost } from './examples.ts';
import { readOtherTexts } from './other-texts.ts';
import { encodeMeanings } from './sentence-encoder.ts';
import { sparseRow } from './sparse.ts';
import { varyPosts } from './variations.ts';

/** A labelled post to learn from. */
export interface StudiedPost extends Example, Encoded {}

interface Variation extends Encoded {
  readonly of: readonly StudiedPost[];
}

export interface Study {
  readonly posts: readonly StudiedPost[];
  /** Posts written for the project about what the labelled ones lack (lessons.csv). */
  readonly lessons: readonly StudiedPost[];
  /** What the team corrected: counts like the labelled posts. */
  readonly corrections: readonly StudiedPost[];
  /** Without labels: made from `posts`. */
  readonly variations: readonly Variation[];
  /** Without labels: what people write elsewhere. */
  readonly others: readonly Encoded[];
}

export interface StudyOptions {
  /** The folder of corpora with other texts; without it there are none. */
  readonly dir?: string;
  readonly corrections?: readonly LabelledPost[];
  readonly seed: number;
  /** Called while meanings are encoded, with how many of all new texts are done. */
  readonly onProgress?: (done: number, all: number) => void;
}

export async function prepareStudy(
  posts: readonly LabelledPost[],
  { dir, corrections = [], seed, onProgress }: StudyOptions,
): Promise<Study> {
  const lessons = readLabelledPosts(join(import.meta.dirname, 'lessons.csv'));
  const varied = varyPosts(posts, seed);
  const others = dir === undefined ? [] : readOtherTexts(dir);
  const labelled = [...posts, ...lessons, ...corrections];
  const texts = [...labelled.map(({ text }) => text), ...varied.map(({ text }) => text), ...others];
  const meanings = (await encodeMeanings(texts, onProgress)).values();
  const nextMeaning = () => meanings.next().value ?? new Float32Array();
  const studied = (post: LabelledPost): StudiedPost => ({ ...exampleOf(post), meaning: nextMeaning() });
  const encoded = (text: string): Encoded => ({ row: sparseRow(readText(text)), meaning: nextMeaning() });
  const studiedPosts = posts.map(studied);
  return {
    posts: studiedPosts,
    lessons: lessons.map(studied),
    corrections: corrections.map(studied),
    variations: varied.map(({ text, of }) => ({
      ...encoded(text),
      of: of.flatMap((i) => studiedPosts[i] ?? []),
    })),
    others: others.map(encoded),
  };
}

/** The texts without labels that a model which has seen only `posts` may learn from. */
export function unlabelledFor(posts: readonly StudiedPost[], { variations, others }: Study): readonly Encoded[] {
  const seen = new Set(posts);
  return [...variations.filter(({ of }) => of.every((post) => seen.has(post))), ...others];
}
