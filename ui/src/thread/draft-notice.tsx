// Whose draft this is, and whether it is behind: nobody's words are written over unseen.
import type { ThreadPage } from '../../../lib/api/page-schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Button, When } from '../shared/parts.tsx';

export function DraftNotice({ page }: { readonly page: ThreadPage }) {
  const { desk } = useDesk();
  const { id } = page.thread;
  const theirs = desk.writing.other(id);
  if (theirs) {
    return (
      <div class="notice" role="alert">
        <p>
          {theirs.by} wrote a draft, too: “{theirs.text}”
        </p>
        <Button class="small" onClick={() => desk.writing.takeTheirs(id)}>
          Take theirs
        </Button>{' '}
        <Button class="small" onClick={() => desk.writing.keepMine(id)}>
          Keep mine
        </Button>
      </div>
    );
  }
  const { draft } = page;
  if (!draft || draft.text !== desk.drafts.get('reply', id)?.text) return null;
  if (draft.by === desk.agent() && !draft.isBehind) return null;
  return (
    <p class="condition muted">
      {draft.by !== desk.agent() && (
        <>
          Begun by {draft.by} <When at={draft.at} />.{' '}
        </>
      )}
      {draft.isBehind && <strong class="bad">The customer wrote again since.</strong>}
    </p>
  );
}
