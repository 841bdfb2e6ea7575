// Ctrl+K and /: type a command, a customer's phone, e-mail, handle or case number, or words of a thread; Enter takes it.
import { useEffect, useRef, useState } from 'preact/hooks';
import { customerTitle } from '../customer/customer-title.ts';
import type { Commands } from './commands.ts';
import type { Desk } from './desk.ts';
import { useDesk } from './desk-context.ts';
import { Dialog } from './dialog.tsx';
import { COMMAND_LIST, keyName } from './keys.ts';
import { overlay } from './overlay.ts';
import { authorName, GONE } from './words.ts';

interface Choice {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly run: () => void;
}

const SHOWN = 12;
/** Milliseconds without a new letter before customers are looked for. */
const QUIET = 150;

export function Palette({ mode }: { readonly mode: 'palette' | 'find' }) {
  const { desk, commands } = useDesk();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const customers = useCustomers(desk, query.trim());
  const commandChoices = mode === 'palette' ? commandsFor(commands, query) : [];
  const found = [...commandChoices, ...customers.choices, ...threadsFor(desk, query)].slice(0, SHOWN);
  const current = Math.min(at, Math.max(0, found.length - 1));
  const [isWanted, setWanted] = useState(false);
  const take = (choice: Choice | undefined) => {
    if (!choice) {
      setWanted(customers.isLooking);
      return;
    }
    close();
    choice.run();
  };
  // Enter was pressed before the answer came: its first choice is what was meant.
  useEffect(() => {
    if (isWanted && found[0]) take(found[0]);
  }, [isWanted, found[0]?.id]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (step === undefined) take(found[current]);
    else setAt((current + step + found.length) % Math.max(1, found.length));
  };
  const change = (event: { readonly currentTarget: HTMLInputElement }) => {
    setQuery(event.currentTarget.value);
    setAt(0);
    setWanted(false);
  };
  const title = mode === 'palette' ? 'Command palette' : 'Find a customer or case';
  return (
    <Dialog title={title} class="palette" onClose={close}>
      <input
        // biome-ignore lint: the palette is opened to type.
        autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls="choices"
        aria-activedescendant={found[current] && `choice-${found[current].id}`}
        aria-label={title}
        placeholder={mode === 'palette' ? 'A command, or a customer…' : 'Phone, e-mail, handle or case number'}
        value={query}
        onInput={change}
        onKeyDown={onKeyDown}
      />
      <Choices found={found} current={current} take={take} />
      <p class="muted palette-state" role="status">
        {customers.problem ?? (found.length > 0 ? '' : customers.isLooking ? 'Looking…' : emptyWords(query, mode))}
      </p>
    </Dialog>
  );
}

interface ChoicesProps {
  readonly found: readonly Choice[];
  readonly current: number;
  readonly take: (choice: Choice) => void;
}

function Choices({ found, current, take }: ChoicesProps) {
  return (
    <div id="choices" role="listbox" aria-label="Found">
      {found.map((choice, index) => (
        // biome-ignore lint: the keys of the list are handled in the field above it.
        <div
          key={choice.id}
          id={`choice-${choice.id}`}
          role="option"
          aria-selected={index === current}
          onClick={() => take(choice)}
        >
          <span>{choice.label}</span>
          <span class="muted">{choice.detail}</span>
        </div>
      ))}
    </div>
  );
}

function commandsFor(commands: Commands, query: string): readonly Choice[] {
  const words = query.trim().toLowerCase();
  return COMMAND_LIST.filter(({ name, label }) => name !== 'palette' && label.toLowerCase().includes(words)).map(
    ({ name, label, keys }) => ({ id: name, label, detail: keys.map(keyName).join(' or '), run: commands[name] }),
  );
}

/** Among what this browser has read already: quick, and enough for "the one about the kettle". */
function threadsFor(desk: Desk, query: string): readonly Choice[] {
  const words = query.trim().toLowerCase();
  if (words.length < 2) return [];
  return desk.book
    .matching((thread) =>
      `${thread.author.handle} ${thread.author.name ?? ''} ${thread.caseNumber} ${thread.excerpt}`
        .toLowerCase()
        .includes(words),
    )
    .slice(0, 5)
    .map(({ id, author, excerpt, caseNumber }) => ({
      id,
      label: `${authorName(author)}: ${excerpt.slice(0, 60) || GONE}`,
      detail: `thread ${caseNumber}`,
      run: () => desk.nav.open(id),
    }));
}

interface Found {
  /** What was looked for. */
  readonly query: string;
  readonly choices: readonly Choice[];
  readonly problem?: string;
}

/** Fewer letters or digits than this find too much to be looked for. */
const SHORTEST = 3;

function useCustomers(desk: Desk, query: string): Found & { readonly isLooking: boolean } {
  const [found, setFound] = useState<Found>({ query: '', choices: [] });
  const latest = useRef('');
  latest.current = query;
  useEffect(() => {
    if (query.length < SHORTEST) return;
    const timer = setTimeout(async () => {
      const answer = await findCustomers(desk, query);
      if (latest.current === query) setFound(answer);
    }, QUIET);
    return () => clearTimeout(timer);
  }, [query]);
  if (found.query === query) return { ...found, isLooking: false };
  return { query, choices: [], isLooking: query.length >= SHORTEST };
}

async function findCustomers(desk: Desk, query: string): Promise<Found> {
  try {
    const customers = await desk.api.findCustomers(query);
    const choices = customers.map((customer) => ({
      id: customer.id,
      label: customerTitle(customer),
      detail: `customer, ${customer.timeline.length} ${customer.timeline.length === 1 ? 'entry' : 'entries'}`,
      run: () => desk.nav.go({ page: 'customer', id: customer.id }),
    }));
    return { query, choices };
  } catch {
    return { query, choices: [], problem: 'Customers could not be searched. Try again.' };
  }
}

function emptyWords(query: string, mode: 'palette' | 'find'): string {
  if (query.trim().length >= SHORTEST) {
    return `Nothing found for “${query.trim()}”. Type a phone, e-mail, handle or case number; names are not searched.`;
  }
  return mode === 'find' ? 'Type at least three letters or digits.' : '';
}

function close(): void {
  overlay.value = undefined;
}
