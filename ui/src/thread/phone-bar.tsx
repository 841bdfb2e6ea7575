// On a phone the decisions stand at the thumb: send, resolve, not a complaint, more.
import { useDesk } from '../shared/desk-context.ts';
import { composing } from '../shared/overlay.ts';
import { Button } from '../shared/parts.tsx';

export function PhoneBar() {
  const { desk, commands } = useDesk();
  const id = desk.nav.selectedId() ?? '';
  const status = desk.nav.selected()?.status;
  const isNote = composing.value === 'note';
  const canSend = isNote ? desk.drafts.get('note', id)?.text.trim() : desk.sending.refusal(id) === undefined;
  return (
    <div class="phone-bar">
      <Button class="primary" disabled={!canSend} onClick={commands.send}>
        {isNote ? 'Add note' : 'Send'}
      </Button>
      <Button onClick={commands.resolve}>Resolve</Button>
      <Button onClick={commands.notComplaint}>Not a complaint</Button>
      <Button popoverTarget="more">More</Button>
      <div id="more" class="menu" popover="auto">
        {(status === 'to-decide' || status === 'not-complaint') && (
          <Button popoverTarget="more" popoverTargetAction="hide" onClick={commands.complaint}>
            A complaint
          </Button>
        )}
        <Button popoverTarget="more" popoverTargetAction="hide" onClick={commands.claim}>
          Claim or release
        </Button>
        <Button popoverTarget="more" popoverTargetAction="hide" onClick={commands.note}>
          Internal note
        </Button>
        <Button popoverTarget="more" popoverTargetAction="hide" onClick={commands.undo}>
          Undo
        </Button>
        <Button popoverTarget="context">Customer and details</Button>
      </div>
    </div>
  );
}
