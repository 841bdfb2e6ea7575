// Every command with its keys: the one table behind the dispatcher, the palette, the key help and the tooltips.

/**
 * In the order of the key help, by group: the label, then its keys. `Mod+` is Ctrl or, on a Mac, Command; two keys apart
 * by a space are pressed one after the other.
 */
const GROUPS = {
  Move: {
    next: ['Next thread', 'j', 'ArrowDown'],
    previous: ['Previous thread', 'k', 'ArrowUp'],
    read: ['Go to the conversation', 'Enter', 'o'],
    arrivals: ['Show new arrivals', '.'],
    tick: ['Tick', 'x'],
    tickNext: ['Tick on to the next', 'Shift+J'],
    tickPrevious: ['Tick back to the one before', 'Shift+K'],
    tickAll: ['Tick all in the list', 'Mod+A'],
    leave: ['Close, leave the field, untick', 'Escape'],
  },
  Decide: {
    send: ['Send the reply, next', 'Mod+Enter'],
    resolve: ['Resolve without reply, next', 'e'],
    notComplaint: ['Not a complaint, next', 'n'],
    complaint: ['A complaint: needs reply', 'y'],
    snooze: ['Snooze…', 'h'],
    claim: ['Claim or release', 'i'],
    assign: ['Assign…', 'a'],
    escalate: ['Escalate…', '!'],
    cause: ['Correct the cause…', 'c'],
    severity: ['Correct the severity…', 's'],
    reopen: ['Reopen', 'Shift+O'],
    undo: ['Undo', 'z'],
  },
  Write: {
    reply: ['Edit the reply', 'r'],
    note: ['Internal note', 'Shift+N'],
    answerAll: ['Answer all ticked…', 'Shift+R'],
  },
  'Go to': {
    nextUrgent: ['Next most urgent, for me', 'g n'],
    goInbox: ['Needs reply', 'g i'],
    goMine: ['Mine', 'g m'],
    goUnassigned: ['Unassigned', 'g u'],
    goOverdue: ['Overdue', 'g o'],
    goWaiting: ['Waiting for customer', 'g w'],
    goDecide: ['To decide', 'g d'],
    goCheck: ['Spot check', 'g c'],
    goApproval: ['Awaiting approval', 'g p'],
    find: ['Find a customer or case', 'g f'],
    goSettings: ['Settings', 'g s'],
  },
  Desk: {
    palette: ['Command palette', 'Mod+K'],
    search: ['Search in the list', '/'],
    help: ['Keys', '?'],
    toggleNav: ['Hide or show the lists', '['],
    toggleContext: ['Hide or show the customer', ']'],
  },
} as const;

type Groups = typeof GROUPS;
export type CommandName = { [Group in keyof Groups]: keyof Groups[Group] }[keyof Groups];

interface Command {
  readonly name: CommandName;
  readonly group: string;
  readonly label: string;
  readonly keys: readonly string[];
}

export const COMMAND_LIST: readonly Command[] = Object.entries(GROUPS).flatMap(([group, commands]) =>
  Object.entries<readonly [string, ...string[]]>(commands).map(([name, [label, ...keys]]) => ({
    // Object.entries widens the names of a table whose names are fixed above.
    name: name as CommandName,
    group,
    label,
    keys,
  })),
);

/** What a held key goes on with; anything else is done once, since a held key must not decide twice. */
const HELD: ReadonlySet<string> = new Set<CommandName>(['next', 'previous', 'tickNext', 'tickPrevious']);

export interface Press {
  readonly key: string;
  /** The key itself, whatever sign Alt makes of it. */
  readonly code?: string;
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
  /** Whether keys decide without a modifier, with Alt only, or not at all. */
  readonly bareKeys: boolean | 'alt';
  /** The focus is on a link or button, which Enter and the arrows belong to. */
  readonly onControl: boolean;
}

export interface Dispatcher {
  /** The command a key press means now, if any. */
  command(press: Press, situation: Situation): CommandName | undefined;
}

/** Remembers the first key of a two-key command; the next press completes or forgets it. */
export function createDispatcher(): Dispatcher {
  let prefix = '';
  return {
    command(press, situation) {
      if (['Shift', 'Control', 'Alt', 'Meta'].includes(press.key)) return undefined;
      const { bareKeys, inField, inDialog } = situation;
      const isAlt = press.altKey && bareKeys === 'alt';
      const isOpenGround = (isAlt || bareKeys === true) && !inField && !inDialog;
      const stroke = strokeOf(press, isAlt);
      const keys = prefix + stroke;
      prefix = '';
      const found = COMMAND_LIST.find((command) => command.keys.includes(keys));
      if (!found) {
        const isBeginning = COMMAND_LIST.some(({ keys: [first = ''] }) => first.startsWith(`${stroke} `));
        if (isBeginning && isOpenGround) prefix = `${stroke} `;
        return undefined;
      }
      if (inDialog || (press.repeat && !HELD.has(found.name))) return undefined;
      return (isOwn(stroke, situation) ?? isOpenGround) ? found.name : undefined;
    },
  };
}

/** Whether a key that is no letter commands here; undefined for letters and signs. */
function isOwn(stroke: string, { inField, onControl }: Situation): boolean | undefined {
  // In a field it marks all the text.
  if (stroke === 'Mod+A') return !inField;
  if (/^(Mod|Esc)/.test(stroke)) return true;
  return /^(Enter|Arrow)/.test(stroke) ? !inField && !onControl : undefined;
}

function strokeOf({ key, code = '', ctrlKey, metaKey, altKey, shiftKey }: Press, isAlt: boolean): string {
  if (altKey && !isAlt) return `Alt+${key}`;
  const [, letter = key] = (isAlt && /^Key(.)$/.exec(code)) || [];
  const upper = letter.length === 1 ? letter.toUpperCase() : letter;
  if (ctrlKey || metaKey) return `Mod+${upper}`;
  if (shiftKey && /^[A-Z]$/.test(upper)) return `Shift+${upper}`;
  return isAlt ? letter.toLowerCase() : letter;
}

/** The key as it is printed on a keyboard: `Ctrl+Enter`, `g i`. */
export function keyName(keys: string): string {
  return keys.replace('Mod', 'Ctrl').replace('ArrowDown', '↓').replace('ArrowUp', '↑').replace('Escape', 'Esc');
}

/** "Resolve without reply, next (e)": for titles of buttons. */
export function hint(name: CommandName): string {
  return `${COMMAND_LIST.find((command) => command.name === name)?.label} (${keyOf(name)})`;
}

/** The first key of a command, for the small key cap beside a button. */
export function keyOf(name: CommandName): string {
  return keyName(COMMAND_LIST.find((command) => command.name === name)?.keys[0] ?? '');
}
