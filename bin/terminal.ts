// What the command line shows: a progress bar where somebody watches, plain lines where nobody does.

export interface ProgressBar {
  update(done: number): void;
  end(): void;
}

const WIDTH = 30;

/** On a terminal a bar on one line of standard error; elsewhere nothing, so that logs stay readable. */
export function progressBar(label: string, total: number): ProgressBar {
  const { stderr } = process;
  if (!stderr.isTTY || total === 0) return { update: () => undefined, end: () => undefined };
  return {
    update(done) {
      const share = Math.min(done / total, 1);
      const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');
      stderr.write(`\r${label} ${bar} ${Math.round(share * 100)} % (${done} of ${total})`);
    },
    end: () => stderr.write('\n'),
  };
}

/** A bar for work whose size is known only once it has begun. */
export function progressOf(label: string): { update(done: number, total: number): void; end(): void } {
  let bar: ProgressBar | undefined;
  return {
    update(done, total) {
      bar ??= progressBar(label, total);
      bar.update(done);
    },
    end: () => bar?.end(),
  };
}

/** For work of which nobody knows how much there is: how much has been done. */
export function progressCount(label: string): ProgressBar {
  const { stderr } = process;
  let last = 0;
  return {
    update(done) {
      last = done;
      if (stderr.isTTY) stderr.write(`\r${label}: ${done}`);
    },
    end: () => {
      if (stderr.isTTY && last > 0) stderr.write('\n');
    },
  };
}

/** `1 post`, `2 posts`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}
