// A page of its own in place of the inbox, with the way back to the list.
import type { ComponentChildren } from 'preact';
import { useDesk } from './desk-context.ts';
import { Icon } from './parts.tsx';
import { formatRoute } from './route.ts';

interface PageProps {
  /** What the page is, for those who do not see it. */
  readonly label: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

export function Page({ label, title, children }: PageProps) {
  const { desk } = useDesk();
  return (
    <section class="page" aria-label={label}>
      <header class="page-head">
        <a class="icon-button" href={formatRoute(desk.nav.here())} aria-label="Back to the list">
          <Icon name="back" />
        </a>
        <h1>{title}</h1>
      </header>
      {children}
    </section>
  );
}
