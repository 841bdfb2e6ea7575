// A window to choose in: a few letters, the arrows, Enter.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Dialog } from './dialog.tsx';

export interface Choice {
  readonly id: string;
  readonly label: ComponentChildren;
  readonly detail: ComponentChildren;
  readonly run: () => void;
}

interface ChooserProps {
  readonly title: string;
  readonly placeholder: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly found: readonly Choice[];
  /** More may still be found. */
  readonly isLooking?: boolean;
  /** What is to be said below; nothing when there is something to choose. */
  readonly state: string;
  readonly onClose: () => void;
}

export function Chooser(props: ChooserProps) {
  const { title, placeholder, query, onQuery, found, isLooking = false, state, onClose } = props;
  const [at, setAt] = useState(0);
  const [isWanted, setWanted] = useState(false);
  const current = Math.min(at, found.length - 1);
  const take = (choice: Choice | undefined) => {
    if (!choice) {
      setWanted(isLooking);
      return;
    }
    onClose();
    choice.run();
  };
  // Enter was pressed before the answer came: its first choice is what was meant.
  useEffect(() => {
    if (isWanted && found[0]) take(found[0]);
  }, [isWanted, found[0]?.id]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Enter: 0 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    if (step === 0) take(found[current]);
    else setAt((current + step + found.length) % Math.max(1, found.length));
  };
  const onInput = (event: { readonly currentTarget: HTMLInputElement }) => {
    onQuery(event.currentTarget.value);
    setAt(0);
    setWanted(false);
  };
  return (
    <Dialog title={title} class="palette" onClose={onClose}>
      <input
        // biome-ignore lint: the window is opened to type.
        autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls="choices"
        aria-activedescendant={found[current] && `choice-${found[current].id}`}
        aria-label={title}
        placeholder={placeholder}
        value={query}
        onInput={onInput}
        onKeyDown={onKeyDown}
      />
      <div id="choices" role="listbox" aria-label="Found">
        {found.map((choice, index) => (
          <Option key={choice.id} choice={choice} isCurrent={index === current} take={take} />
        ))}
      </div>
      <p class="muted palette-state" role="status">
        {state}
      </p>
    </Dialog>
  );
}

interface OptionProps {
  readonly choice: Choice;
  readonly isCurrent: boolean;
  readonly take: (choice: Choice) => void;
}

function Option({ choice, isCurrent, take }: OptionProps) {
  return (
    // biome-ignore lint: the keys of the list are handled in the field above it.
    <div id={`choice-${choice.id}`} role="option" aria-selected={isCurrent} onClick={() => take(choice)}>
      <span>{choice.label}</span>
      <span class="muted">{choice.detail}</span>
    </div>
  );
}
