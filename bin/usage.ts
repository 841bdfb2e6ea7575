// How each command is called: for --help, for the list of commands, and for whoever calls one wrongly.

interface Usage {
  /** What stands behind the command's name. */
  readonly takes: string;
  readonly about: string;
  /** One line an option. */
  readonly options?: readonly string[];
}

const USAGES = {
  start: {
    takes: '[--no-sample]',
    about: 'run Earshot on this machine, until Ctrl-C',
    options: ['--no-sample  starts empty when no account is connected'],
  },
  import: {
    takes: '[--contacts] FILE',
    about: 'take posts from a file: JSON lines or CSV',
    options: ['--contacts   takes calls, e-mails and visits instead, for customers Earshot knows'],
  },
  status: {
    takes: '[--json]',
    about: 'how complete every source is, queues, dead letters, what the promise of recall costs',
    options: ['--json       the same for programs'],
  },
  poll: { takes: '--once', about: 'read every source that is due, now' },
  stop: {
    takes: 'WHAT [--reason TEXT]',
    about: 'stop sending, a network or a source until it is resumed',
    options: [
      'WHAT         sending, network/NAME or source/ID, as status shows them',
      '--reason TEXT  stands beside the switch, for colleagues',
    ],
  },
  resume: { takes: 'WHAT', about: 'go on with what was stopped' },
  doctor: { takes: '', about: 'check the settings and accounts, and say the fix' },
  classify: {
    takes: '[--text TEXT | FILE]',
    about: 'assess texts, one line of JSON each: from FILE or standard input, JSON lines or CSV with the column text',
    options: ['--text TEXT  assesses this one text'],
  },
  train: {
    takes: '--data DIR --out DIR [--labels FILE] [--lessons FILE] [--seed N]',
    about: "learn the classifier's weights from labelled texts",
    options: [
      '--data DIR   the labelled texts; docs/model-card.md says what stands there',
      '--out DIR    where model.json, recall-curve.json and model-card.md are written; lib/classifier/weights replaces the shipped model',
      '--labels FILE  what your team decided, as the command labels writes it; counts like the labelled texts',
      '--lessons FILE  posts written to learn from, instead of those of the project; columns as evaluate reads them',
      '--seed N     chooses the inner folds and the variations; the same seed gives the same model (1)',
    ],
  },
  evaluate: {
    takes: '--data FILE [--folds N] [--texts DIR] [--lessons FILE] [--seed N] [--miss P] [--json]',
    about: 'judge the classifier on labelled texts',
    options: [
      '--data FILE  a CSV with the columns text and complaint (0 or 1), optionally domain and severity',
      '--folds N    trains on the other folds and judges each fold, near-duplicates together;',
      '             without it the shipped model is judged as it stands',
      '--texts DIR  with --folds: other texts to learn from, without labels (the folder above that of FILE)',
      '--lessons FILE  with --folds: posts written to learn from, instead of those of the project',
      '--seed N     chooses the folds (1)',
      '--miss P     judges the promise "miss at most P % of complaints", P from 0.5 to 20 (3)',
      '--json       figures as JSON',
    ],
  },
  labels: {
    takes: '[--since DATE] [--out FILE] [--json]',
    about: 'what people decided about posts: CSV that train and evaluate read',
    options: [
      '--since DATE  only what was decided since then, e.g. 2026-11-21',
      '--out FILE    writes it there instead of to standard output',
      '--json        one line of JSON each instead of CSV',
    ],
  },
  compare: {
    takes: '--model FILE [--days N] [--json]',
    about: 'what a new model would say of the last posts, beside the one in use; changes nothing',
    options: [
      '--model FILE  the model.json that train wrote',
      '--days N      posts written in the last N days (30)',
      '--json        the same for programs',
    ],
  },
  rescore: {
    takes: '[--days N] [--dry-run] [--json]',
    about: 'assess the last posts again with the model in use; what people decided stays, nobody is alerted',
    options: [
      '--days N      posts written in the last N days (30)',
      '--dry-run     says what would change, and changes nothing',
      '--json        the same for programs',
    ],
  },
} satisfies Record<string, Usage>;

export type CommandName = keyof typeof USAGES;

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(USAGES, name);
}

export function usageOf(name: CommandName): string {
  const { takes, about, options = [] }: Usage = USAGES[name];
  const lines = [about, ...options].map((line) => `  ${line}`);
  return [`npm run earshot -- ${name} ${takes}`.trimEnd(), ...lines].join('\n');
}

/** All commands, a line each. */
export function listOfCommands(): string {
  const lines = Object.entries(USAGES).map(([name, { about }]) => `  ${name.padEnd(10)} ${about}`);
  return ['npm run earshot -- COMMAND (COMMAND --help says more)', ...lines].join('\n');
}
