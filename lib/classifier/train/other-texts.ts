// Reads texts that are not labelled as complaints but teach all the same; what they are and may be used for stands in docs/model-card.md.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { readLanguageTexts } from './corpora.ts';

/** A text and whether it praises. */
export interface PraiseText {
  readonly text: string;
  readonly label: boolean;
}

/** GoEmotions' numbers of admiration, approval, gratitude, joy and love. */
const PRAISE_LABELS: ReadonlySet<string> = new Set(['0', '4', '15', '17', '18']);
/** Praise against all other comments. */
export function readPraise(dir: string): readonly PraiseText[] {
  return readFileSync(join(dir, 'emotions', 'train.tsv'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => {
      const [text = '', labels = ''] = line.split('\t');
      return {
        text: text.replaceAll('[NAME]', '@somebody'),
        label: labels.split(',').some((label) => PRAISE_LABELS.has(label)),
      };
    });
}

/** Whether the folder holds the texts that `readOtherTexts` reads. */
export function hasOtherTexts(dir: string): boolean {
  return existsSync(join(dir, 'support-threads'));
}

/** Texts without labels for a teacher to judge: conversations with support, posts, comments, reviews, letters of complaint. */
export function readOtherTexts(dir: string): readonly string[] {
  const posts = readLanguageTexts(dir, 'train').get('en') ?? [];
  return [
    ...readSupport(dir),
    ...posts.map((text) => text.replaceAll('@user', '@somebody')),
    ...readReviews(dir).flatMap((text) => passagesOf(text).slice(0, FEW)),
    ...readLetters(dir).flatMap((text) => passagesOf(text).slice(0, SOME)),
  ].filter((text) => text.length >= SHORTEST);
}

/** Passages taken of a review and of a letter, so that long ones do not outweigh the rest. */
const FEW = 6;
const SOME = 10;
const SHORTEST = 10;
const POST_LENGTH = 140;

const threadSchema = z.object({ messages: z.array(z.object({ text: z.string() })) });

function readSupport(dir: string): readonly string[] {
  return readFileSync(join(dir, 'support-threads', 'conversations-1025.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => threadSchema.parse(JSON.parse(line)).messages)
    .map(({ text }) => text);
}

const reviewSchema = z.object({ Title: z.string(), Review_S: z.string() });

function readReviews(dir: string): readonly string[] {
  return readCsv(join(dir, 'product-reviews', 'cesamard-aspect.slim.csv')).map((row) => {
    const { Title, Review_S } = reviewSchema.parse(row);
    return `${Title}. ${Review_S}`.replaceAll('\\n', ' ');
  });
}

const letterSchema = z.object({ 'Consumer complaint narrative': z.string() });

/** The letters hide names and sums as XXXX. */
function readLetters(dir: string): readonly string[] {
  return readCsv(join(dir, 'finance-narratives', 'cfpb-narratives.csv')).map((row) =>
    letterSchema.parse(row)['Consumer complaint narrative'].replace(/X{2,}/g, ' '),
  );
}

/** Sentences, joined as long as they fit into a post. */
function passagesOf(text: string): readonly string[] {
  const passages: string[] = [];
  for (const sentence of text.replace(/\s+/g, ' ').split(/(?<=[.!?])\s/)) {
    const last = passages.at(-1);
    if (last !== undefined && last.length + sentence.length < POST_LENGTH) {
      passages[passages.length - 1] = `${last} ${sentence}`;
    } else {
      passages.push(sentence);
    }
  }
  return passages;
}

function readCsv(file: string): readonly unknown[] {
  return parse(readFileSync(file), { columns: true, relax_column_count: true, relax_quotes: true });
}
