// Where on a bar the money spent, the forecast and the caps stand.
import type { StatusView } from '../../../lib/api/status-schema.ts';
import { money } from '../shared/words.ts';

export type SpendingView = StatusView['spending'][number];

interface Mark {
  readonly kind: 'soft' | 'hard' | 'forecast';
  /** "hard cap $50.00" */
  readonly text: string;
  readonly percent: number;
}

export interface Scale {
  readonly spentPercent: number;
  readonly marks: readonly Mark[];
}

/** The bar ends at the largest of all amounts; without a cap there is nothing to measure against and no bar. */
export function scaleOf(spending: SpendingView): Scale | undefined {
  const { spentMicros, forecastMicros, softCapMicros, hardCapMicros } = spending;
  if (softCapMicros === undefined && hardCapMicros === undefined) return undefined;
  const most = Math.max(1, spentMicros, forecastMicros ?? 0, softCapMicros ?? 0, hardCapMicros ?? 0);
  const percent = (micros: number) => Math.round((1000 * micros) / most) / 10;
  const mark = (kind: Mark['kind'], words: string, micros: number | undefined): readonly Mark[] =>
    micros === undefined
      ? []
      : [{ kind, text: `${words} ${micros === 0 ? '$0.00' : money(micros)}`, percent: percent(micros) }];
  return {
    spentPercent: percent(spentMicros),
    marks: [
      ...mark('forecast', 'forecast', forecastMicros),
      ...mark('soft', 'told from', softCapMicros),
      ...mark('hard', 'cap', hardCapMicros),
    ],
  };
}
