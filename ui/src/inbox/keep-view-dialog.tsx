// Keeps a search under a name, for oneself or for everybody.
import { useDesk } from '../shared/desk-context.ts';
import { Check, Field, FormDialog } from '../shared/form.tsx';
import { closeOverlay } from '../shared/overlay.ts';
import { VIEW } from '../shared/views.ts';

export function KeepViewDialog() {
  const { desk } = useDesk();
  const { view, q, go } = desk.nav;
  const { lists, token } = VIEW[view.value];
  const [list = 'open'] = lists;
  const query = [token, q.value].filter(Boolean).join(' ');
  return (
    <FormDialog
      title="Save this search as a list"
      action="Save"
      send={(typed) =>
        desk.api.keepSavedView({ id: desk.newId(), name: typed('name'), list, query, shared: typed('shared') !== '' })
      }
      onDone={({ items }) => {
        desk.savedViews.value = items;
        go({ page: 'inbox', view: list, q: query }, { replace: true });
      }}
      onClose={closeOverlay}
    >
      <p>
        <code>{query}</code> in “{VIEW[list].label}”
      </p>
      {/* biome-ignore lint: the window is opened to type. */}
      <Field label="Name" name="name" required maxLength={60} autofocus />
      <Check label="For all colleagues" name="shared" />
    </FormDialog>
  );
}
