// What the networks that charge have cost this month, against what the operator allows.
import { useDesk } from '../shared/desk-context.ts';
import { networkName } from '../shared/words.ts';
import { type SpendingView, scaleOf } from './spending-scale.ts';

export function Spending() {
  const { desk } = useDesk();
  const spending = desk.sources.value?.spending ?? [];
  if (spending.length === 0) return null;
  return (
    <section class="block">
      <h2>Spending</h2>
      {spending.map((each) => (
        <NetworkSpending key={each.network} spending={each} />
      ))}
    </section>
  );
}

function NetworkSpending({ spending }: { readonly spending: SpendingView }) {
  const name = networkName(spending.network);
  const scale = scaleOf(spending);
  return (
    <div class="spending">
      <p>
        <strong>{name}</strong> {spending.text}
      </p>
      {scale && (
        <>
          <div
            class="meter"
            role="meter"
            aria-label={`Spent on ${name}`}
            aria-valuenow={scale.spentPercent}
            aria-valuetext={spending.text}
          >
            <i class="spent" style={{ width: `${scale.spentPercent}%` }} />
            {scale.marks.map(({ kind, text, percent }) => (
              <i key={kind} class={`mark mark-${kind}`} style={{ left: `${percent}%` }} title={text} />
            ))}
          </div>
          <p class="muted marks-legend">
            {scale.marks.map(({ kind, text }) => (
              <span key={kind} class={`mark mark-${kind}`}>
                {text}
              </span>
            ))}
          </p>
        </>
      )}
    </div>
  );
}
