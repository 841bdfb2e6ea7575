// node test/bench/languages.ts DATA: how well languages are told apart, on posts no language was learned from.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { languageDetector } from '../../lib/classifier/language.ts';
import { readText } from '../../lib/classifier/reading.ts';
import { shippedModel } from '../../lib/classifier/shipped-model.ts';
import { readLanguageTexts } from '../../lib/classifier/train/corpora.ts';
import ownPosts from '../fixtures/posts-by-language.json' with { type: 'json' };

const [dir] = process.argv.slice(2);
if (dir === undefined) throw new Error('usage: node test/bench/languages.ts DATA (the folder of labelled texts)');

const detect = languageDetector(shippedModel().language);
type Posts = readonly (readonly [code: string, texts: readonly string[]])[];

const complaints = textsOf(join(dir, 'complaints', 'train.csv'));
const finance = textsOf(join(dir, 'finance-complaints', 'X-FINCORP.csv'));
const comments = readFileSync(join(dir, 'emotions', 'test.tsv'), 'utf8')
  .split('\n')
  .flatMap((line) => line.split('\t')[0] || []);
show('posts written for this project', Object.entries(ownPosts));
show('UMSAB tweets, test split', [...readLanguageTexts(dir, 'test')]);
show('complaints/train.csv', [['en', complaints]]);
show('finance-complaints/X-FINCORP.csv', [['en', finance]]);
show('first 3 to 5 words of each of complaints/train.csv', [['en', complaints.map(beginning).filter((t) => t !== '')]]);
show('GoEmotions comments, test split', [['en', comments]]);

function textsOf(csv: string): string[] {
  const rows: readonly { readonly text: string }[] = parse(readFileSync(csv, 'utf8'), { columns: true, bom: true });
  return rows.map(({ text }) => text);
}

/** Handles, links and placeholders are no words. */
function beginning(text: string, i: number): string {
  const words = text.split(/\s+/).filter((word) => !/^(@|http|<)/.test(word));
  return words.slice(0, 3 + (i % 3)).join(' ');
}

function show(name: string, posts: Posts): void {
  const answers = posts.map(([code, texts]) => ({ code, said: texts.map((text) => detect(readText(text).tokens)) }));
  const all = answers.flatMap(({ code, said }) => said.map((answer) => (answer === code ? 'right' : outcome(answer))));
  process.stdout.write(`${name}: ${shares(all)}\n`);
  for (const { code, said } of answers) {
    const wrong = Object.entries(Object.groupBy(said, (answer) => answer))
      .filter(([answer]) => answer !== code)
      .map(([answer, { length } = []]) => `${answer} ${length}`);
    const right = said.filter((answer) => answer === code).length;
    process.stdout.write(`  ${code.padEnd(4)}${String(right).padStart(5)} of ${said.length}  ${wrong.join(', ')}\n`);
  }
}

function outcome(answer: string): string {
  return answer === 'und' ? 'undetermined' : 'wrong';
}

function shares(outcomes: readonly string[]): string {
  return ['right', 'undetermined', 'wrong']
    .map((kind) => `${((100 * outcomes.filter((o) => o === kind).length) / outcomes.length).toFixed(1)} % ${kind}`)
    .join(', ');
}
