// Ctrl+K and g f: type a command, a customer's phone, e-mail, handle or case number, or words of a thread; Enter takes it.
import { useEffect, useState } from 'preact/hooks';
import { customerTitle } from '../customer/customer-title.ts';
import { type Choice, Chooser } from './chooser.tsx';
import type { Commands } from './commands.ts';
import type { Desk } from './desk.ts';
import { useDesk } from './desk-context.ts';
import { COMMAND_LIST, keyName } from './keys.ts';
import { closeOverlay, overlay, sought } from './overlay.ts';
import { authorName, count, GONE } from './words.ts';

const SHOWN = 12;
/** Milliseconds without a new letter before customers are looked for. */
const QUIET = 150;

export function Palette() {
  const { desk, commands } = useDesk();
  const isFinder = overlay.value === 'find';
  const [query, setQuery] = useState(isFinder ? sought.value : '');
  const words = query.trim().toLowerCase();
  const customers = useCustomers(desk, query.trim());
  const commandChoices = isFinder ? [] : [...commandsFor(commands, words), ...undosFor(desk, words)];
  const found = [...commandChoices, ...customers.choices, ...threadsFor(desk, words)].slice(0, SHOWN);
  const { isLooking, problem } = customers;
  const state = found.length > 0 ? '' : isLooking ? 'Looking…' : nothingWords(query.trim(), isFinder);
  return (
    <Chooser
      title={isFinder ? 'Find a customer or case' : 'Command palette'}
      placeholder={isFinder ? 'Phone, e-mail, handle or case number' : 'A command, or a customer…'}
      query={query}
      onQuery={setQuery}
      found={found}
      isLooking={isLooking}
      state={problem ?? state}
      onClose={close}
    />
  );
}

function commandsFor(commands: Commands, words: string): readonly Choice[] {
  return COMMAND_LIST.filter(({ name, label }) => name !== 'palette' && has(label, words)).map(
    ({ name, label, keys }) => ({ id: name, label, detail: keys.map(keyName).join(' or '), run: commands[name] }),
  );
}

/** The last twenty changes that can be taken back: asked for by "undo" or by what was done. */
function undosFor(desk: Desk, words: string): readonly Choice[] {
  return desk.operations
    .undoable()
    .map(({ text, undo }, index) => ({ id: `undo-${index}`, label: `Undo: ${text}`, detail: 'done', run: undo }))
    .filter(({ label }) => words && has(label, words));
}

/** Among what this browser has read already: quick, and enough for "the one about the kettle". */
function threadsFor(desk: Desk, words: string): readonly Choice[] {
  if (words.length < 2) return [];
  return desk.book
    .matching(({ author, caseNumber, excerpt }) =>
      has(`${author.handle} ${author.name ?? ''} ${caseNumber} ${excerpt}`, words),
    )
    .slice(0, 5)
    .map(({ id, author, excerpt, caseNumber }) => ({
      id,
      label: `${authorName(author)}: ${excerpt.slice(0, 60) || GONE}`,
      detail: `thread ${caseNumber}`,
      run: () => desk.nav.open(id),
    }));
}

function has(text: string, words: string): boolean {
  return text.toLowerCase().includes(words);
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
  useEffect(() => {
    if (query.length < SHORTEST) return;
    let isWanted = true;
    const timer = setTimeout(async () => {
      const answer = await findCustomers(desk, query);
      if (isWanted) setFound(answer);
    }, QUIET);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
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
      detail: `customer, ${count(customer.timeline.length, 'entry', 'entries')}`,
      run: () => desk.nav.go({ page: 'customer', id: customer.id }),
    }));
    return { query, choices };
  } catch {
    return { query, choices: [], problem: 'Customers could not be searched. Try again.' };
  }
}

function nothingWords(query: string, isFinder: boolean): string {
  if (query.length >= SHORTEST) {
    return `Nothing found for “${query}”. Type a phone, e-mail, handle or case number; names are not searched.`;
  }
  return isFinder ? 'Type at least three letters or digits.' : '';
}

function close(): void {
  closeOverlay();
  sought.value = '';
}
