// Small pieces that several panes show: key caps, chips, icons, times, copyable numbers.
import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { ThreadView } from '../../../lib/api/schemas.ts';
import { useDesk } from './desk-context.ts';
import { type CommandName, hint, keyOf } from './keys.ts';
import { presenceOf, presenceWords } from './presence.ts';
import { ago, dateTime, due } from './times.ts';

const ICONS = {
  menu: 'M3 5h14M3 10h14M3 15h14',
  back: 'M12 4l-6 6 6 6',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  out: 'M8 4H4v12h12v-4M11 4h5v5M16 4l-7 7',
  person: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6M4 17c1-6 11-6 12 0',
  search: 'M9 15a6 6 0 1 0 0-12 6 6 0 0 0 0 12M13 13l5 5',
  close: 'M5 5l10 10M15 5 5 15',
  gear: 'M4 6h7M15 6h1M4 14h1M9 14h7M11 4v4M9 12v4',
} as const;

export function Icon({ name }: { readonly name: keyof typeof ICONS }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={ICONS[name]} />
    </svg>
  );
}

/** Of the class `small`, `primary`, `danger` or `quiet`, or plain. */
export function Button({ class: kind, ...rest }: ButtonHTMLAttributes) {
  return <button type="button" class={kind ? `button ${kind}` : 'button'} {...rest} />;
}

interface CommandButtonProps {
  readonly name: CommandName;
  readonly children: ComponentChildren;
  readonly primary?: boolean;
  readonly disabled?: boolean;
}

/** A button for a command, with its key. */
export function CommandButton({ name, children, primary, disabled }: CommandButtonProps) {
  const { commands } = useDesk();
  return (
    <Button class={primary ? 'primary' : ''} title={hint(name)} disabled={disabled} onClick={commands[name]}>
      {children}
      <Key name={name} />
    </Button>
  );
}

/** The key cap of a command; it is in the title, for those who do not see it. */
function Key({ name }: { readonly name: CommandName }) {
  return <kbd aria-hidden="true">{keyOf(name)}</kbd>;
}

export function DueChip({ thread }: { readonly thread: ThreadView }) {
  const { desk } = useDesk();
  const { text, level } = due(thread, desk.clock.value);
  if (level === 'none' && thread.status !== 'waiting') return null;
  return (
    <span class={`due due-${level}`} title={thread.sum ?? thread.why}>
      {text}
    </span>
  );
}

/** Which colleagues have this thread open: a dash for looking, a dot for writing, and words. */
export function Present({ threadId }: { readonly threadId: string }) {
  const words = presenceWords(presenceOf(threadId));
  if (!words) return null;
  return (
    <span class="present" title={words}>
      <i class={`lamp lamp-${words.endsWith('typing') ? 'late' : 'off'}`} />
      {words}
    </span>
  );
}

/** "3h ago", with the exact time beneath the pointer. */
export function When({ at }: { readonly at: string }) {
  const { desk } = useDesk();
  const now = desk.clock.value;
  return (
    <time dateTime={at} title={dateTime(at, now)}>
      {ago(at, now)}
    </time>
  );
}

export function CaseNumber({ value }: { readonly value: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <button
      type="button"
      class="case-number"
      title="Copy the case number"
      onClick={copy}
      onBlur={() => setCopied(false)}
    >
      {value}
      <Icon name="copy" />
      <span class={copied ? 'copied' : 'sr'} role="status">
        {copied ? 'copied' : ''}
      </span>
    </button>
  );
}

interface ProblemProps {
  readonly children: ComponentChildren;
  readonly retry: () => void;
}

/** A pane that could not be read, with the way to try again; the other panes stay usable. */
export function Problem({ children, retry }: ProblemProps) {
  return (
    <div class="state" role="alert">
      <p>{children}</p>
      <Button onClick={retry}>Retry</Button>
    </div>
  );
}

/** Grey shapes while a pane is being read; they appear late, so that a quick answer does not flicker. */
export function Skeleton({ rows }: { readonly rows: number }) {
  return (
    <div class="skeleton" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} class="bone" />
      ))}
    </div>
  );
}
