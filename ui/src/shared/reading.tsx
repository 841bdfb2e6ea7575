// Parts of a page that are read from the server when they are shown.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { reason } from './api.ts';
import { Problem, Skeleton } from './parts.tsx';

/**
 * Reads what a part of the page shows, once it is shown: what was read, how to take over what it has become, and what
 * stands there meanwhile.
 */
export function useRead<Data>(read: () => Promise<Data>, rows = 2) {
  const [data, setData] = useState<Data>();
  const [problem, setProblem] = useState('');
  const take = (answer: Data) => setData(() => answer);
  const load = () => {
    setProblem('');
    void read().then(take, (error) => setProblem(reason(error)));
  };
  useEffect(load, []);
  const meanwhile = problem ? <Problem retry={load}>{problem}</Problem> : <Skeleton rows={rows} />;
  return [data, take, meanwhile] as const;
}

interface FoldedProps {
  readonly class?: string;
  readonly summary: ComponentChildren;
  readonly children: ComponentChildren;
}

/** What is drawn, and read, only when somebody opens it. */
export function Folded({ class: name, summary, children }: FoldedProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class={name} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen && children}
    </details>
  );
}
