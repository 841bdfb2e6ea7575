// "Give me the next": the server hands out the most urgent thread that nobody works on, and nobody has to pick.
import type { Desk } from './desk.ts';
import { release } from './triage.ts';
import { authorName } from './words.ts';

export async function takeNext(desk: Desk): Promise<void> {
  const { api, nav, lists, operations, toasts } = desk;
  const open = nav.selectedId();
  await toasts.attempt('No thread could be handed out', async () => {
    const thread = await api.nextUrgent(open === undefined ? [] : [open]);
    if (!thread) {
      toasts.show({ text: 'Nothing urgent is left that nobody works on.' });
      return;
    }
    lists.adopt(thread);
    nav.go({ page: 'inbox', view: 'open', threadId: thread.id });
    operations.remember({
      threadId: thread.id,
      undo: () => operations.run(release(desk, thread), true),
      said: { text: `Yours now: ${authorName(thread.author)}` },
    });
  });
}
