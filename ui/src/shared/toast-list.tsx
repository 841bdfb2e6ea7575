// The messages below the list: they never take the focus and never cover anything; the pointer holds them.
import { useDesk } from './desk-context.ts';
import { Button } from './parts.tsx';
import { second } from './seconds.ts';
import type { Toast } from './toasts.ts';

export function ToastList() {
  const { desk } = useDesk();
  return (
    <div class="toasts" role="status">
      {desk.toasts.list.value.map((toast) => (
        <ToastView key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastView({ toast }: { readonly toast: Toast }) {
  const { desk } = useDesk();
  return (
    <div class={`toast toast-${toast.kind}`}>
      <p>
        {toast.text}
        {toast.countdown && <Countdown until={toast.until} />}
      </p>
      {toast.actions.map(({ label, run }) => (
        <button
          key={label}
          type="button"
          class="button"
          onClick={() => {
            desk.toasts.dismiss(toast.id);
            run();
          }}
        >
          {label}
        </button>
      ))}
      <Button class="quiet" aria-label="Dismiss" onClick={() => desk.toasts.dismiss(toast.id)}>
        ×
      </Button>
    </div>
  );
}

/** Hidden from screen readers, which would read every second. */
function Countdown({ until }: { readonly until: number }) {
  const left = Math.max(0, Math.ceil((until - second.value) / 1000));
  return <span aria-hidden="true">{` · Sending in ${left}\u00a0s`}</span>;
}
