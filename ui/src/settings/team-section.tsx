// A part of the settings that the whole team shares: read when it is opened.
import type { ComponentChildren } from 'preact';
import { useDesk } from '../shared/desk-context.ts';
import { Folded, useRead } from '../shared/reading.tsx';

interface ContentProps<Data> {
  readonly read: () => Promise<Data>;
  readonly children: (data: Data, take: (data: Data) => void) => ComponentChildren;
}

export function TeamSection<Data>({ title, ...content }: ContentProps<Data> & { readonly title: string }) {
  return (
    <Folded class="block" summary={<h2>{title}</h2>}>
      <Content {...content} />
    </Folded>
  );
}

function Content<Data>({ read, children }: ContentProps<Data>) {
  const [data, take, meanwhile] = useRead(read);
  return <>{data === undefined ? meanwhile : children(data, take)}</>;
}

/** What the whole team lives by is changed by leads. */
export function useMayChange(): boolean {
  const { desk } = useDesk();
  return desk.me.value?.role !== 'agent';
}

/** For leads what stands in it; others are told whom to ask. */
export function LeadsOnly({ children }: { readonly children: ComponentChildren }) {
  return useMayChange() ? <>{children}</> : <p class="muted">A lead can change this.</p>;
}
