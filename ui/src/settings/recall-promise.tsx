// What was promised about missed complaints, what that costs, and what other promises would cost.
import type { StatusView } from '../../../lib/api/status-schema.ts';
import { useDesk } from '../shared/desk-context.ts';

export function RecallPromise() {
  const { desk } = useDesk();
  const status = desk.sources.value;
  if (!status) return null;
  const { promise, misses } = status;
  return (
    <section class="block">
      <h2>Promise</h2>
      <p>{promise.text}</p>
      <p>{misses.text}</p>
      <table class="costs">
        <caption class="sr">What each promise costs: of 100 harmless mentions so many are skimmed by somebody</caption>
        <thead>
          <tr>
            <th scope="col">Miss at most</th>
            <th scope="col">Skimmed of 100 harmless</th>
            <th scope="col">of 100 about the brand</th>
          </tr>
        </thead>
        <tbody>
          {promise.choices.map((choice) => (
            <Choice
              key={choice.missAtMostPercent}
              choice={choice}
              isOurs={choice.missAtMostPercent === promise.missAtMostPercent}
            />
          ))}
        </tbody>
      </table>
      <p class="muted">
        Measured on posts the classifier had not seen. Who operates Earshot changes it in <code>watchlist.json</code>:
        missAtMostPercent.
      </p>
    </section>
  );
}

interface ChoiceProps {
  readonly choice: StatusView['promise']['choices'][number];
  readonly isOurs: boolean;
}

function Choice({ choice, isOurs }: ChoiceProps) {
  return (
    <tr aria-current={isOurs ? 'true' : undefined}>
      <th scope="row">
        {choice.missAtMostPercent} % {isOurs && <span class="chip">promised</span>}
      </th>
      <Bar share={choice.skimmed} />
      <Bar share={choice.brandDirected.skimmed} />
    </tr>
  );
}

function Bar({ share }: { readonly share: number }) {
  const of100 = Math.round(100 * share);
  return (
    <td>
      <span>{of100}</span>
      <i style={{ width: `${of100 / 2}%` }} />
    </td>
  );
}
