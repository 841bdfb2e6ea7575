import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../../lib/classifier/classifier.ts';
import { GROUP_FLOORS, UNSURE_CEILING, WHOLE_FLOOR } from '../../fixtures/behaviour/floors.ts';
import { BEHAVIOUR_SUITE } from '../../fixtures/behaviour/suite.ts';
import { describeFailure, judgeBehaviour, wholeOf } from '../../support/judge-behaviour.ts';

const results = judgeBehaviour(createClassifier());
const whole = wholeOf(results);

describe('what a social-media manager insists on', () => {
  it.each(results)('holds as often as it did: $name', ({ name, cases, failures }) => {
    const held = (100 * (cases - failures.length)) / cases;
    const tooMany = held < (GROUP_FLOORS[name] ?? 100) ? failures.map(describeFailure) : [];
    expect(tooMany).toEqual([]);
  });

  it('holds as often as it did over all groups', () => {
    expect((100 * whole.held) / whole.cases).toBeGreaterThanOrEqual(WHOLE_FLOOR);
  });

  it('leaves no more of the clear posts to a person than it did', () => {
    expect((100 * whole.unsure) / whole.clear).toBeLessThanOrEqual(UNSURE_CEILING);
  });
});

describe('the behavioural suite', () => {
  it('has twelve groups of at least 25 cases, each with its floor', () => {
    expect(BEHAVIOUR_SUITE.map(({ name }) => name)).toEqual(Object.keys(GROUP_FLOORS));
    expect(BEHAVIOUR_SUITE).toHaveLength(12);
    expect(Math.min(...BEHAVIOUR_SUITE.map(({ cases }) => cases.length))).toBeGreaterThanOrEqual(25);
  });

  it('asks nothing twice', () => {
    const asked = BEHAVIOUR_SUITE.flatMap(({ cases }) =>
      cases.map((each) => ('other' in each ? `${each.text} | ${each.other}` : each.text).toLowerCase()),
    );
    expect(asked.filter((text, i) => asked.indexOf(text) !== i)).toEqual([]);
  });
});
