// A window over the desk: the browser's own dialog, which keeps the focus inside and closes with Esc.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { keepFocus } from './overlay.ts';
import { Icon } from './parts.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly class?: string;
}

export function Dialog({ title, onClose, children, class: name }: DialogProps) {
  const [before] = useState(document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement) before.focus();
      keepFocus();
    },
    [],
  );
  const closeOnBackdrop = (event: MouseEvent) => {
    if (event.target === event.currentTarget) onClose();
  };
  return (
    // biome-ignore lint: a click beside the window closes it; Esc does the same for the keyboard.
    <dialog ref={show} class={name ?? ''} aria-label={title} onClose={onClose} onMouseDown={closeOnBackdrop}>
      <div class="dialog-body">
        <header class="dialog-head">
          <h2>{title}</h2>
          <button type="button" class="icon-button" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}

function show(dialog: HTMLDialogElement | null): void {
  dialog?.showModal();
}
