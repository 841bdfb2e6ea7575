// Cuts a post into words, handles, links, emoji and marks, each with its place in the original text.
import model from 'wink-eng-lite-web-model';
import winkNLP, { type ItsFunction } from 'wink-nlp';

/** The wink-nlp pipes the classifier uses: sentence ends (which bound a negation) and negation. */
export const PIPES = ['sbd', 'negation'];

export interface Token {
  /** UTF-16 offset of the first unit in the original text. */
  readonly start: number;
  /** UTF-16 offset after the last unit. */
  readonly end: number;
  /** wink-nlp's token type: word, mention, hashtag, url, emoji, number, punctuation … */
  readonly type: string;
  /** Lower case, contractions opened ("n't" is "not"). */
  readonly normal: string;
  /** What the models read: the normal word, or a placeholder such as `<handle>`. */
  readonly form: string;
  readonly negated: boolean;
}

const PLACEHOLDERS: ReadonlyMap<string, string> = new Map([
  ['mention', '<handle>'],
  ['url', '<link>'],
  ['email', '<email>'],
  ['number', '<number>'],
  ['ordinal', '<number>'],
  ['time', '<number>'],
]);
/** What is left of an emoji after a wrong decoding upstream. */
const BROKEN_EMOJI = '\uFFFD';

const nlp = winkNLP(model, PIPES);
const { its } = nlp;

/** The tokens of a text in order, without white space, line ends and marks of truncation. */
export function readTokens(text: string): readonly Token[] {
  const read = nlp.readDoc(text).tokens();
  const values = read.out(its.value);
  const normals = read.out(its.normal);
  const types = read.out(its.type as ItsFunction<string>);
  // The declared type of its.negationFlag does not fit that of out(); at run time it yields booleans.
  const negations = read.out(its.negationFlag as unknown as ItsFunction<boolean>);
  const tokens: Token[] = [];
  let end = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? '';
    const type = types[i] ?? 'word';
    const start = text.indexOf(value, end);
    end = start + value.length;
    if (type === 'tabCRLF' || isTruncation(value, types[i + 1])) continue;
    const normal = (normals[i] ?? value).toLowerCase();
    tokens.push({ start, end, type, normal, form: formOf(type, normal), negated: negations[i] === true });
  }
  return tokens;
}

/** Networks cut long posts as "… https://…": says nothing about the author, so no model may learn from it. */
function isTruncation(value: string, nextType: string | undefined): boolean {
  return value === '…' && nextType === 'url';
}

function formOf(type: string, normal: string): string {
  return PLACEHOLDERS.get(type) ?? (normal.includes(BROKEN_EMOJI) ? '<emoji>' : normal);
}
