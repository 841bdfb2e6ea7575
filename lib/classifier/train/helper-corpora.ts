// Reads the texts the helper models learn from; what they are and may be used for stands in docs/model-card.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { readLanguageTexts } from './corpora.ts';

/** A text and whether it shows what a helper looks for. */
export interface HelperText {
  readonly text: string;
  readonly label: boolean;
}

/** GoEmotions' numbers of admiration, approval, gratitude, joy and love. */
const PRAISE_LABELS: ReadonlySet<string> = new Set(['0', '4', '15', '17', '18']);
/** Other helpers need texts that are not what they look for; so many comments are enough. */
const ENOUGH_COMMENTS = 10_000;

/** Praise against all other comments. */
export function readPraise(dir: string): readonly HelperText[] {
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

const reviewSchema = z.object({ Title: z.string(), Review_S: z.string(), Complaint: z.string() });

/** Reviews that complain against reviews that do not. */
export function readReviews(dir: string): readonly HelperText[] {
  return readCsv(join(dir, 'product-reviews', 'cesamard-aspect.slim.csv')).map((row) => {
    const { Title, Review_S, Complaint } = reviewSchema.parse(row);
    return { text: `${Title}. ${Review_S}`.replaceAll('\\n', ' '), label: Complaint === '1' };
  });
}

const questionSchema = z.object({ text: z.string() });

/** Calm questions to a bank against comments. */
export function readQuestions(dir: string): readonly HelperText[] {
  const questions = readCsv(join(dir, 'banking-questions', 'train.csv')).map((row) => questionSchema.parse(row).text);
  const comments = readPraise(dir).slice(0, ENOUGH_COMMENTS);
  return [...labelled(questions, true), ...comments.map(({ text }) => ({ text, label: false }))];
}

const threadSchema = z.object({ messages: z.array(z.object({ role: z.string(), text: z.string() })) });

/** What customers write to support accounts against English posts about anything. */
export function readSupport(dir: string): readonly HelperText[] {
  const messages = readFileSync(join(dir, 'support-threads', 'conversations-1025.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => threadSchema.parse(JSON.parse(line)).messages)
    .filter(({ role }) => role === 'client')
    .map(({ text }) => text);
  const posts = readLanguageTexts(dir, 'train').get('en') ?? [];
  return [
    ...labelled(messages, true),
    ...labelled(
      posts.map((text) => text.replaceAll('@user', '@somebody')),
      false,
    ),
  ];
}

function labelled(texts: readonly string[], label: boolean): HelperText[] {
  return texts.map((text) => ({ text, label }));
}

function readCsv(file: string): readonly unknown[] {
  return parse(readFileSync(file), { columns: true, relax_column_count: true, relax_quotes: true });
}
