// Forms and their fields: a form sends once, keeps what was typed when the server refuses, and says why.
import type { ComponentChildren, FunctionComponent, PartialInputHTMLAttributes } from 'preact';
import { useState } from 'preact/hooks';
import { reason } from './api.ts';
import { Dialog } from './dialog.tsx';
import { Button } from './parts.tsx';

/** What stands in the field of this name, without the space around it; of a box `on` where it is ticked. */
export type Typed = (name: string) => string;

interface FormProps<Answer> {
  readonly class?: string;
  /** What the button says. */
  readonly action: string;
  readonly send: (typed: Typed) => Promise<Answer>;
  readonly onDone?: (answer: Answer) => void;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Form<Answer>({ class: name, action, send, onDone, onClose, children }: FormProps<Answer>) {
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const fields = new FormData(event.currentTarget);
    try {
      const answer = await send((field) => String(fields.get(field) ?? '').trim());
      onDone?.(answer);
      onClose();
    } catch (error) {
      setProblem(reason(error));
      setBusy(false);
    }
  };
  return (
    <form class={name} onSubmit={submit}>
      {children}
      {problem && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      <div class="form-foot">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" class="primary" disabled={isBusy}>
          {action}
        </Button>
      </div>
    </form>
  );
}

export function FormDialog<Answer>({ title, ...form }: FormProps<Answer> & { readonly title: string }) {
  return (
    <Dialog title={title} onClose={form.onClose}>
      <Form {...form} />
    </Dialog>
  );
}

type Options = readonly (readonly [value: string, words: string])[];

interface InputProps extends PartialInputHTMLAttributes<HTMLInputElement> {
  readonly type?: 'datetime-local' | 'url';
  readonly defaultValue?: string;
}

interface FieldProps extends InputProps {
  /** Stands above it; without, `aria-label` says what it is. */
  readonly label?: ComponentChildren;
  /** Makes it a choice between these. */
  readonly options?: Options;
  /** Makes it a box of as many lines. */
  readonly rows?: number;
}

export function Field({ label, class: name, options, ...rest }: FieldProps) {
  const tag: unknown = options ? 'select' : rest.rows ? 'textarea' : 'input';
  // All three take what is handed on here.
  const Control = tag as FunctionComponent<InputProps>;
  return (
    <label class={name}>
      {label}
      <Control {...rest}>
        {options?.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Control>
    </label>
  );
}

interface CheckProps extends Omit<PartialInputHTMLAttributes<HTMLInputElement>, 'type' | 'role'> {
  readonly label: ComponentChildren;
  readonly defaultChecked?: boolean;
}

/** A box to tick. */
export function Check({ label, ...rest }: CheckProps) {
  return (
    <label class="check">
      <input type="checkbox" {...rest} />
      {label}
    </label>
  );
}
