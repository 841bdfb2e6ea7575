// The commands as people type them, each in a process of its own, in a folder of their own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ThreadList, ThreadView } from '../../lib/api/schemas.ts';
import { ROOT } from './earshot.ts';

export interface CommandLine {
  readonly folder: string;
  /** Runs a command to its end; `output` is what it said and complained, `said` what it said alone. */
  earshot(args: readonly string[], env?: Record<string, string>): Promise<Ended>;
  /** `npm start`, until it says where it is open. */
  start(...args: readonly string[]): Promise<Open>;
  /** Writes a file into the folder, objects as JSON; answers with its path. */
  file(name: string, ...lines: readonly (object | string)[]): string;
  /** Kills what still runs and removes the folder. */
  close(): Promise<void>;
}

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly said: string;
}

export interface Open {
  readonly child: ChildProcess;
  readonly url: string;
  readonly output: () => string;
  threads(): Promise<ThreadView[]>;
}

export function commandLine(): CommandLine {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-commands-'));
  const running: ChildProcess[] = [];

  function launch(args: readonly string[], env: Record<string, string> = {}) {
    const { NODE_OPTIONS: _, ...outer } = process.env;
    const child = spawn(process.execPath, [join(ROOT, 'bin/earshot.ts'), ...args], {
      env: { ...outer, EARSHOT_DATA: join(folder, 'data'), PORT: '0', ...env },
    });
    let output = '';
    let said = '';
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      said += String(chunk);
    });
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    return { child, output: () => output, said: () => said };
  }

  return {
    folder,
    earshot: async (args, env = {}) => {
      const { child, output, said } = launch(args, env);
      const [code] = await once(child, 'close');
      return { code, output: output(), said: said() };
    },
    start: async (...args) => {
      const { child, output } = launch(['start', ...args]);
      running.push(child);
      while (!output().includes('Ctrl-C')) await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
      const url = /open at (\S+)/.exec(output())?.[1] ?? '';
      const threads = async () => ((await (await fetch(`${url}/api/threads`)).json()) as ThreadList).items;
      return { child, url, threads, output };
    },
    file: (name, ...lines) => {
      const path = join(folder, name);
      writeFileSync(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
      return path;
    },
    close: async () => {
      for (const child of running.splice(0)) {
        if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit');
      }
      rmSync(folder, { recursive: true });
    },
  };
}

/** A line of an import file, written just now. */
export function postLine(id: string, text: string, author = 'ada') {
  return { network: 'x', id, text, author: { id: author, handle: author }, createdAt: new Date().toISOString() };
}
