// How a model's answers are counted against people's.
import { describe, expect, it } from 'vitest';
import { agreementOf, type Labelled } from '../../../lib/classifier/agreement.ts';

const COMPLAINS = { decision: 'complaint', kind: 'complaint' } as const;
const HARMLESS = { decision: 'not', kind: 'other' } as const;
const PERHAPS = { decision: 'unsure', kind: 'complaint' } as const;

function times(count: number, truth: Labelled['truth'], said: Labelled['said']): Labelled[] {
  return Array.from({ length: count }, () => ({ truth, said }));
}

describe('agreement with people', () => {
  it('counts what is missed, called in vain and left to a person', () => {
    const posts = [
      ...times(16, 'complaint', COMPLAINS),
      ...times(2, 'complaint', PERHAPS),
      ...times(2, 'complaint', HARMLESS),
      ...times(17, 'not', HARMLESS),
      ...times(3, 'not', COMPLAINS),
    ];
    expect(agreementOf(posts)).toEqual({ macroF1: expect.closeTo(0.875, 3), missed: 2, falseAlarms: 3, unsure: 2 });
  });

  it('is unknown while there are fewer than twenty of either kind', () => {
    const many = times(200, 'not', HARMLESS);
    expect(agreementOf([...times(19, 'complaint', COMPLAINS), ...many])).toBeUndefined();
    expect(agreementOf([...times(20, 'complaint', COMPLAINS), ...many])).toMatchObject({ macroF1: 1 });
    expect(agreementOf([...times(200, 'complaint', COMPLAINS), ...times(19, 'not', HARMLESS)])).toBeUndefined();
  });
});
