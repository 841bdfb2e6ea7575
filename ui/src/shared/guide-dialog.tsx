// The first keys again, for whoever asks for them.
import { Dialog } from './dialog.tsx';
import { Steps } from './guide.tsx';
import { closeOverlay } from './overlay.ts';

export function GuideDialog() {
  return (
    <Dialog title="Five keys to begin with" onClose={closeOverlay}>
      <Steps />
    </Dialog>
  );
}
