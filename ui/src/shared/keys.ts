// Every command with its keys: the one table behind the dispatcher, the palette, the key help and the tooltips.

export type Group = 'Move' | 'Decide' | 'Write' | 'Go to' | 'Desk';

export interface Command {
  readonly label: string;
  readonly group: Group;
  /** `Mod+` is Ctrl or, on a Mac, Command; two keys apart by a space are pressed one after the other. */
  readonly keys: readonly string[];
  /** A held key must not decide twice. */
  readonly once?: true;
}

const COMMANDS = {
  next: { label: 'Next thread', group: 'Move', keys: ['j', 'ArrowDown'] },
  previous: { label: 'Previous thread', group: 'Move', keys: ['k', 'ArrowUp'] },
  read: { label: 'Go to the conversation', group: 'Move', keys: ['Enter', 'o'] },
  arrivals: { label: 'Show new arrivals', group: 'Move', keys: ['.'], once: true },
  leave: { label: 'Close, leave the field', group: 'Move', keys: ['Escape'] },
  send: { label: 'Send the reply, next', group: 'Decide', keys: ['Mod+Enter'], once: true },
  resolve: { label: 'Resolve without reply, next', group: 'Decide', keys: ['e'], once: true },
  notComplaint: { label: 'Not a complaint, next', group: 'Decide', keys: ['n'], once: true },
  complaint: { label: 'A complaint: needs reply', group: 'Decide', keys: ['y'], once: true },
  cause: { label: 'Correct the cause…', group: 'Decide', keys: ['c'] },
  severity: { label: 'Correct the severity…', group: 'Decide', keys: ['s'] },
  claim: { label: 'Claim or release', group: 'Decide', keys: ['i'], once: true },
  reopen: { label: 'Reopen', group: 'Decide', keys: ['Shift+O'], once: true },
  undo: { label: 'Undo', group: 'Decide', keys: ['z'], once: true },
  reply: { label: 'Edit the reply', group: 'Write', keys: ['r'] },
  note: { label: 'Internal note', group: 'Write', keys: ['Shift+N'] },
  goInbox: { label: 'Needs reply', group: 'Go to', keys: ['g i'] },
  goMine: { label: 'Mine', group: 'Go to', keys: ['g m'] },
  goOverdue: { label: 'Overdue', group: 'Go to', keys: ['g o'] },
  goDecide: { label: 'To decide', group: 'Go to', keys: ['g d'] },
  goCheck: { label: 'Spot check', group: 'Go to', keys: ['g c'] },
  goSettings: { label: 'Settings', group: 'Go to', keys: ['g s'] },
  palette: { label: 'Command palette', group: 'Desk', keys: ['Mod+K'] },
  find: { label: 'Find a customer or case', group: 'Desk', keys: ['/'] },
  help: { label: 'Keys', group: 'Desk', keys: ['?'] },
  toggleNav: { label: 'Hide or show the lists', group: 'Desk', keys: ['['] },
  toggleContext: { label: 'Hide or show the customer', group: 'Desk', keys: [']'] },
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof COMMANDS;

/** The same table for reading by name or as a list. */
export const COMMAND_LIST = Object.entries<Command>(COMMANDS).map(([name, command]) => ({
  ...command,
  // Object.entries widens the names of a table whose names are fixed above.
  name: name as CommandName,
}));

export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
}

export interface Situation {
  /** The focus is in a field or anywhere in the composer, where letters are text or meant to be. */
  readonly inField: boolean;
  readonly inDialog: boolean;
  /** Keys without a modifier are switched on. */
  readonly bareKeys: boolean;
  /** The focus is on a link or button, which Enter and the arrows belong to. */
  readonly onControl: boolean;
}

export interface Dispatcher {
  /** The command a key press means now, if any. */
  command(press: Press, situation: Situation): CommandName | undefined;
}

const SEQUENCE_STARTS = new Set(COMMAND_LIST.flatMap((c) => c.keys.filter((k) => k.includes(' ')).map((k) => k[0])));
const OWN_KEYS = new Set(['Enter', 'ArrowDown', 'ArrowUp']);

/** Remembers the first key of a two-key command; the next press completes or forgets it. */
export function createDispatcher(): Dispatcher {
  let prefix = '';
  return {
    command(press, situation) {
      const stroke = strokeOf(press);
      if (['Shift', 'Control', 'Alt', 'Meta'].includes(press.key)) return undefined;
      const keys = prefix + stroke;
      prefix = '';
      const found = COMMAND_LIST.find((command) => command.keys.includes(keys));
      if (!found) {
        if (SEQUENCE_STARTS.has(stroke) && isOpenGround(situation)) prefix = `${stroke} `;
        return undefined;
      }
      if (press.repeat && found.once) return undefined;
      return isAllowed(stroke, situation) ? found.name : undefined;
    },
  };
}

function isAllowed(stroke: string, situation: Situation): boolean {
  if (situation.inDialog) return false;
  if (stroke.startsWith('Mod+') || stroke === 'Escape') return true;
  if (OWN_KEYS.has(stroke)) return !situation.inField && !situation.onControl;
  return isOpenGround(situation);
}

function isOpenGround(situation: Situation): boolean {
  return situation.bareKeys && !situation.inField && !situation.inDialog;
}

function strokeOf(press: Press): string {
  if (press.altKey) return `Alt+${press.key}`;
  if (press.ctrlKey || press.metaKey) return `Mod+${press.key.length === 1 ? press.key.toUpperCase() : press.key}`;
  const isShiftedLetter = press.shiftKey && /^[a-z]$/i.test(press.key);
  return isShiftedLetter ? `Shift+${press.key.toUpperCase()}` : press.key;
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  Escape: 'Esc',
};

/** The key as it is printed on a keyboard: `Ctrl+Enter`, `g i`. */
export function keyName(keys: string): string {
  return keys
    .split('+')
    .map((part) => (part === 'Mod' ? 'Ctrl' : (KEY_NAMES[part] ?? part)))
    .join('+');
}

/** "Resolve without reply, next (e)": for titles of buttons. */
export function hint(name: CommandName): string {
  const command: Command = COMMANDS[name];
  return `${command.label} (${command.keys.map(keyName)[0]})`;
}

/** The first key of a command, for the small key cap beside a button. */
export function keyOf(name: CommandName): string {
  return keyName(COMMANDS[name].keys[0]);
}
