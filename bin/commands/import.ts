// npm run earshot -- import FILE: posts from a file, the same way a poll takes them.
import { createReadStream, existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { importPosts } from '../../lib/flows/import-posts.ts';
import { connect } from '../connect.ts';
import { readImportFile } from '../import-file.ts';
import { complain, progressBar, say } from '../terminal.ts';

export async function importFile(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  const [path, ...more] = positionals;
  if (!path || more.length > 0) {
    complain('Which file? npm run earshot -- import FILE (JSON lines, or CSV when it ends in .csv)');
    return 1;
  }
  if (!existsSync(path)) {
    complain(`There is no file "${path}".`);
    return 1;
  }
  const bar = progressBar('Importing', await countLines(path));
  const connection = await connect();
  try {
    const { house } = connection;
    const result = await importPosts(
      {
        mentions: house.queue('mentionsQueue'),
        clock: house.clock,
        onSkipped: (line, problem) => complain(`line ${line} skipped: ${problem}`),
        onProgress: (lines) => bar.update(lines),
      },
      readImportFile(path),
    );
    bar.end();
    await connection.processAll();
    say(`${result.queued} posts queued, ${result.skipped} lines skipped`);
    return result.skipped === 0 ? 0 : 2;
  } finally {
    await connection.close();
  }
}

async function countLines(path: string): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(path)) for (const byte of chunk) if (byte === 10) lines += 1;
  return lines;
}
