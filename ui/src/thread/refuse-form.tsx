// Why an answer is not agreed to: its writer reads it, and has the text back as a draft.
import type { ReplyView } from '../../../lib/api/schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Field, FormDialog, type Typed } from '../shared/form.tsx';

interface RefuseProps {
  readonly reply: ReplyView;
  readonly onClose: () => void;
}

export function RefuseForm({ reply, onClose }: RefuseProps) {
  const { desk } = useDesk();
  const { id: replyId, threadId } = reply;
  const send = (typed: Typed) => desk.api.act(threadId, { type: 'refuse-reply', replyId, reason: typed('reason') });
  return (
    <FormDialog
      title="Not yet"
      action="Give it back"
      send={send}
      onDone={(thread) => desk.operations.confirm(thread)}
      onClose={onClose}
    >
      <Field label="What should change" name="reason" required maxLength={500} rows={3} />
    </FormDialog>
  );
}
