// Writes small made-up corpora in the form of the real ones, so that training can be tested without them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const THINGS = ['parcel', 'refund', 'train', 'phone', 'order', 'ticket', 'router', 'booking', 'card', 'meal'];

export function writeCorpora(dir: string): void {
  write(dir, 'complaints/train.csv', ['text,complaint,domain,severity', ...complaintRows()]);
  write(
    dir,
    'emotions/train.tsv',
    THINGS.flatMap((thing) => [`thanks for the great ${thing}\t15\tx`, `the ${thing} is on the table\t27\tx`]),
  );
  write(dir, 'product-reviews/cesamard-aspect.slim.csv', [
    'Title,Review_S',
    ...THINGS.flatMap((thing) => [`Bad ${thing},it broke and is late`, `Good ${thing},it is great`]),
  ]);
  write(dir, 'finance-narratives/cfpb-narratives.csv', [
    'Consumer complaint narrative',
    ...THINGS.map((thing) => `XXXX took my ${thing} and will not give it back.`),
  ]);
  write(
    dir,
    'support-threads/conversations-1025.jsonl',
    THINGS.map((thing) => JSON.stringify({ messages: [{ role: 'client', text: `@Nimbus my ${thing} is late` }] })),
  );
  write(dir, 'sentiment-8-languages/umsab.csv', ['language,split,label,text', ...languageRows()]);
}

function complaintRows(): string[] {
  return THINGS.flatMap((thing, i) => [
    `@Nimbus still waiting for my ${thing},1,retail,${1 + (i % 4)}`,
    `@Nimbus my ${thing} is late and nobody answers,1,retail,${1 + ((i + 1) % 4)}`,
    `@Nimbus thanks for the great ${thing},0,retail,0`,
    `what a lovely day for a ${thing},0,random_tweet,0`,
  ]);
}

function languageRows(): string[] {
  return THINGS.flatMap((thing) => [
    `english,train,1,my ${thing} is still not here and nobody answers`,
    `german,train,1,mein ${thing} ist immer noch nicht da und niemand antwortet`,
  ]);
}

function write(dir: string, file: string, lines: readonly string[]): void {
  const path = join(dir, file);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `${lines.join('\n')}\n`);
}
