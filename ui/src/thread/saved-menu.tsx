// The saved replies and articles that fit, chosen by a few letters and put in with their blanks filled.
import { useState } from 'preact/hooks';
import type { SuggestionsView } from '../../../lib/api/action-schemas.ts';
import { Chooser } from '../shared/chooser.tsx';
import { useDesk } from '../shared/desk-context.ts';

type Saved = SuggestionsView['saved'][number];

interface MenuProps {
  readonly threadId: string;
  readonly onClose: () => void;
}

export function SavedMenu({ threadId, onClose }: MenuProps) {
  const { desk } = useDesk();
  const [query, setQuery] = useState('');
  const words = query.trim().toLowerCase();
  const insert = ({ id, kind, text: saved, url }: Saved) => {
    const { text = '', suggested } = desk.drafts.get('reply', threadId) ?? {};
    const before = suggested === undefined ? text.trim() : '';
    desk.drafts.beginAs(threadId, id);
    const parts = [before, saved, kind === 'article' && url];
    desk.writing.wrote(threadId, parts.filter(Boolean).join(' '));
  };
  const found = (desk.writing.suggestions(threadId)?.saved ?? [])
    .filter(({ title, text }) => `${title} ${text}`.toLowerCase().includes(words))
    .map((saved) => ({
      id: saved.id,
      label: (
        <span title={saved.text}>
          <strong>{saved.title}</strong> {saved.text}
        </span>
      ),
      detail: saved.uses > 0 && `thanked ${saved.thanked} of ${saved.uses}`,
      run: () => insert(saved),
    }));
  return (
    <Chooser
      title="Saved replies"
      placeholder="A few letters…"
      query={query}
      onQuery={setQuery}
      found={found}
      state={found.length > 0 ? '' : 'No saved reply fits. Leads write them in the settings.'}
      onClose={onClose}
    />
  );
}
