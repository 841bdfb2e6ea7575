// On a phone the decisions stand at the thumb: send, resolve, not a complaint, more.
import { useDesk } from '../shared/desk-context.ts';
import { composing } from '../shared/overlay.ts';

export function PhoneBar() {
  const { desk, commands } = useDesk();
  const id = desk.nav.selectedId() ?? '';
  const status = desk.nav.selected()?.status;
  const isNote = composing.value === 'note';
  const canSend = isNote ? desk.drafts.get('note', id)?.text.trim() : desk.sending.refusal(id) === undefined;
  return (
    <div class="phone-bar">
      <button type="button" class="button primary" disabled={!canSend} onClick={commands.send}>
        {isNote ? 'Add note' : 'Send'}
      </button>
      <button type="button" class="button" onClick={commands.resolve}>
        Resolve
      </button>
      <button type="button" class="button" onClick={commands.notComplaint}>
        Not a complaint
      </button>
      <button type="button" class="button" popoverTarget="more">
        More
      </button>
      <div id="more" class="menu" popover="auto">
        {(status === 'to-decide' || status === 'not-complaint') && (
          <button
            type="button"
            class="button"
            popoverTarget="more"
            popoverTargetAction="hide"
            onClick={commands.complaint}
          >
            A complaint
          </button>
        )}
        <button type="button" class="button" popoverTarget="more" popoverTargetAction="hide" onClick={commands.claim}>
          Claim or release
        </button>
        <button type="button" class="button" popoverTarget="more" popoverTargetAction="hide" onClick={commands.note}>
          Internal note
        </button>
        <button type="button" class="button" popoverTarget="more" popoverTargetAction="hide" onClick={commands.undo}>
          Undo
        </button>
        <button type="button" class="button" popoverTarget="context">
          Customer and details
        </button>
      </div>
    </div>
  );
}
