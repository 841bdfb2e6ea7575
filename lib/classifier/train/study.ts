// Prepares all texts that the models learn from: labelled posts, lessons of our own, variations of posts, other texts.
import { join } from 'node:path';
import { readText } from '../reading.ts';
import { readLabelledPosts } from './corpora.ts';
import type { Encoded } from './distil.ts';
import { fingerprint } from './essence.ts';
import type { Example, LabelledPost } from './examples.ts';
import { divideByVerdict } from './judged-texts.ts';
import { firstVectors, type Lexicon, lexiconOf, numberer } from './lexicon.ts';
import { readOtherTexts, readPraise } from './other-texts.ts';
import { encodeMeanings, MEANING_SIZE } from './sentence-encoder.ts';
import { sparseRow } from './sparse.ts';
import { varyPosts } from './variations.ts';

/** A labelled post to learn from. */
export interface StudiedPost extends Example, Encoded {}

interface Lesson extends StudiedPost {
  /** What it counts beside a labelled post. */
  readonly weight: number;
}

interface Variation extends Encoded {
  readonly of: readonly StudiedPost[];
}

export interface Study {
  readonly lexicon: Lexicon;
  /** What each word of the lexicon begins with. */
  readonly vectors: Float32Array;
  readonly posts: readonly StudiedPost[];
  /** Posts written for the project, and texts of other corpora that were judged for it. */
  readonly lessons: readonly Lesson[];
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
  /** Posts written to learn from; those of the project if not given. */
  readonly written?: readonly LabelledPost[] | undefined;
  readonly corrections?: readonly LabelledPost[];
  readonly seed: number;
  /** Called while meanings are encoded, with how many of all new texts are done. */
  readonly onProgress?: (done: number, all: number) => void;
}

export async function prepareStudy(
  posts: readonly LabelledPost[],
  { dir, written = writtenLessons(), corrections = [], seed, onProgress }: StudyOptions,
): Promise<Study> {
  const varied = varyPosts(posts, seed);
  const { judged, others } = divideByVerdict(dir === undefined ? [] : readOtherTexts(dir));
  const comments = divideByVerdict(dir === undefined ? [] : readPraise(dir).map(({ text }) => text)).judged;
  const labelled = [...posts, ...written, ...judged, ...comments, ...corrections];
  const texts = [...labelled.map(({ text }) => text), ...varied.map(({ text }) => text), ...others];
  const readings = texts.map(readText);
  const lexicon = lexiconOf(readings);
  const meanings = await encodeMeanings([...texts, ...lexicon], onProgress);
  const wordsOf = numberer(lexicon);
  const encoded = readings.map((reading, i) => ({
    row: sparseRow(reading),
    words: wordsOf(reading),
    meaning: meanings[i] ?? new Float32Array(MEANING_SIZE),
  }));
  const waiting = encoded.values();
  const next = () => waiting.next().value ?? NOTHING;
  const studied = (post: LabelledPost): StudiedPost => ({ post, reading: readText(post.text), ...next() });
  const studiedPosts = posts.map(studied);
  const verdicts = new Map(posts.map(({ text, complaint }) => [fingerprint(text), complaint]));
  return {
    lexicon,
    vectors: firstVectors(meanings.slice(texts.length), seed),
    posts: studiedPosts,
    lessons: [
      ...written.map((post) => ({ ...studied(post), weight: weightOf(post, verdicts) })),
      ...[...judged, ...comments].map((post) => ({ ...studied(post), weight: WEIGHTS.judged })),
    ],
    corrections: corrections.map(studied),
    variations: varied.map(({ of }) => ({ ...next(), of: of.flatMap((i) => studiedPosts[i] ?? []) })),
    others: others.map(next),
  };
}

function writtenLessons(): readonly LabelledPost[] {
  return ['lessons.csv', 'parallels.csv'].flatMap((file) => readLabelledPosts(join(import.meta.dirname, file)));
}

/** What a lesson counts beside a labelled post. */
const WEIGHTS = {
  /** Written after a labelled post, with the same verdict. */
  like: 0.5,
  /** Written after a labelled post as near to it as can be, with the other verdict: too many of them hide what is usual. */
  contrast: 0.2,
  /** About what the labelled posts lack. */
  unlike: 0.3,
  /** Of another corpus. */
  judged: 0.3,
};

function weightOf({ like, complaint }: LabelledPost, verdicts: ReadonlyMap<string, boolean>): number {
  if (like === undefined) return WEIGHTS.unlike;
  return verdicts.get(like) === !complaint ? WEIGHTS.contrast : WEIGHTS.like;
}

const NOTHING: Encoded = {
  row: { columns: new Int32Array(), values: new Float64Array() },
  words: new Int32Array(),
  meaning: new Float32Array(MEANING_SIZE),
};

/** The lessons that a model which has seen only `posts` may learn from. */
export function lessonsFor(posts: readonly StudiedPost[], study: Study): readonly Lesson[] {
  const seen = new Set(posts);
  const hidden = new Set(study.posts.filter((post) => !seen.has(post)).map(({ post }) => fingerprint(post.text)));
  return study.lessons.filter(({ post }) => post.like === undefined || !hidden.has(post.like));
}

/** The texts without labels that a model which has seen only `posts` may learn from. */
export function unlabelledFor(posts: readonly StudiedPost[], { variations, others }: Study): readonly Encoded[] {
  const seen = new Set(posts);
  return [...variations.filter(({ of }) => of.every((post) => seen.has(post))), ...others];
}
