// Counts what a network charges over the month, and ends its use at the operator's cap.
import { type Caps, dollars, leftFor, monthOf, nextMonth } from '../domain/spending.ts';
import { type Clock, utcDay } from '../domain/time.ts';
import type { Meter } from '../platforms/meter.ts';
import { QuotaExhausted } from '../platforms/platform-errors.ts';
import type { Db } from '../store/db.ts';
import { addSpending, getSpending } from '../store/spending.ts';

export interface MeterDeps {
  readonly db: Db;
  readonly clock: Clock;
}

export function spendingMeter({ db, clock }: MeterDeps, network: string, caps: Caps): Meter {
  return {
    async admit(purpose) {
      if (caps.hardMicros === undefined) return;
      const month = monthOf(clock());
      if (leftFor(purpose, await getSpending(db, network, month), caps) > 0) return;
      const used = purpose === 'read' ? 'used up but for what is kept for answers' : 'used up';
      throw new QuotaExhausted(
        `${network}: the month's cap of ${dollars(caps.hardMicros)} is ${used}. Raise the cap, or wait until ${utcDay(nextMonth(month))}.`,
      );
    },
    async charge(purpose, micros) {
      if (micros <= 0) return;
      const amounts = { readMicros: purpose === 'read' ? micros : 0, answerMicros: purpose === 'answer' ? micros : 0 };
      await addSpending(db, { network, month: monthOf(clock()), ...amounts });
    },
  };
}
