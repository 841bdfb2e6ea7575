// What is said of an answer while it is written: errors first, then advice, and the promise that was found in it.
import type { ReplyCheckView } from '../../../lib/api/action-schemas.ts';
import type { ThreadPage } from '../../../lib/api/page-schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { dateTime } from '../shared/times.ts';
import { estimateLength } from '../shared/words.ts';

export interface Check {
  readonly length: number;
  readonly fits: boolean;
  readonly view?: ReplyCheckView;
}

/** The server's word once it has answered for exactly this text; until then an estimate of the length. */
export function useCheck({ thread, permit }: ThreadPage, text: string): Check {
  const { desk } = useDesk();
  const view = desk.writing.checked(thread.id, text);
  if (view) return { length: view.measure.length, fits: view.measure.fits, view };
  const length = estimateLength(text, permit.unit);
  return { length, fits: length <= permit.maxLength };
}

const ORDER = { error: 0, advice: 1, good: 2 } as const;

export function CheckLine({ threadId, check }: { readonly threadId: string; readonly check: Check }) {
  const { desk } = useDesk();
  const { view } = check;
  if (!view || (view.findings.length === 0 && view.promises.length === 0)) return null;
  const [promise] = view.promises;
  const findings = view.findings.toSorted((a, b) => ORDER[a.level] - ORDER[b.level]);
  const good = findings.filter(({ level }) => level === 'good');
  return (
    <ul class="check-line" aria-label="Reply check">
      {promise && (
        <li>
          <label class="check">
            <input
              type="checkbox"
              checked={desk.writing.promise(threadId, desk.drafts.get('reply', threadId)?.text ?? '') !== undefined}
              onChange={() => desk.writing.togglePromise(threadId)}
            />
            Promise: by {dateTime(promise.dueAt, desk.clock.value)}
          </label>
        </li>
      )}
      {findings
        .filter(({ level }) => level !== 'good')
        .map(({ id, level, text }) => (
          <li key={id} class={level === 'error' ? 'bad' : undefined}>
            {text}
          </li>
        ))}
      {good.length > 0 && (
        <li class="good" title={good.map(({ text }) => text).join('\n')}>
          ✓ {good.length} of {view.findings.length}
        </li>
      )}
      {view.grade !== undefined && <li class="muted">Grade {Math.max(0, Math.round(view.grade))}</li>}
    </ul>
  );
}
