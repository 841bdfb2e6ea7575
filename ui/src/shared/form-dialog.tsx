// A form in a window: sends once, keeps what was typed when the server refuses, and says why.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { reason } from './api.ts';
import { Dialog } from './dialog.tsx';

interface FormDialogProps<Answer> {
  readonly title: string;
  readonly action: string;
  readonly send: (fields: FormData) => Promise<Answer>;
  readonly onDone: (answer: Answer) => void;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function FormDialog<Answer>({ title, action, send, onDone, onClose, children }: FormDialogProps<Answer>) {
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    try {
      onDone(await send(new FormData(event.currentTarget)));
      onClose();
    } catch (error) {
      setProblem(reason(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit}>
        {children}
        {problem !== undefined && (
          <p class="notice bad" role="alert">
            {problem}
          </p>
        )}
        <div class="form-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button primary" disabled={isBusy}>
            {action}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

export function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
