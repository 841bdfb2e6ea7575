// Values that tell who has read them that they have changed. The library of that name has more than this desk needs, and
// would take a thirtieth of all the script that it may have.

export interface Signal<Value> {
  value: Value;
}

interface Reader {
  readonly run: () => void;
  /** The readers of each value that it has read. */
  readonly among: Set<Set<Reader>>;
}

let reading: Reader | undefined;
let depth = 0;
const waiting = new Set<Reader>();

export function signal<Value>(): Signal<Value | undefined>;
export function signal<Value>(value: Value): Signal<Value>;
export function signal<Value>(value?: Value): Signal<Value | undefined> {
  let current = value;
  const readers = new Set<Reader>();
  return {
    get value() {
      if (reading) {
        readers.add(reading);
        reading.among.add(readers);
      }
      return current;
    },
    set value(next) {
      if (next === current) return;
      current = next;
      batch(() => {
        for (const reader of readers) waiting.add(reader);
      });
    },
  };
}

/** Runs the task now, and again whenever something that it has read changes; answers with a way to end that. */
export function effect(task: () => void): () => void {
  const among = new Set<Set<Reader>>();
  const stop = () => {
    for (const readers of among) readers.delete(reader);
    among.clear();
    waiting.delete(reader);
  };
  const run = () => {
    stop();
    const before = reading;
    reading = reader;
    try {
      task();
    } finally {
      reading = before;
    }
  };
  const reader: Reader = { run, among };
  run();
  return stop;
}

/** Several changes together: whoever reads them runs once, when all are made. */
export function batch(changes: () => void): void {
  depth += 1;
  try {
    changes();
  } finally {
    depth -= 1;
    if (depth === 0) tell();
  }
}

function tell(): void {
  for (const reader of waiting) {
    waiting.delete(reader);
    reader.run();
  }
}
