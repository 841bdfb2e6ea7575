import { describe, expect, it } from 'vitest';
import { adam } from '../../../../lib/classifier/train/adam.ts';

describe('Adam', () => {
  it('comes to where the gradient is nought, however differently steep it is', () => {
    const parameters = Float32Array.of(3, -2);
    const goal = [1, 5];
    const steepness = [100, 0.1];
    const move = adam(parameters);
    for (let step = 0; step < 3000; step += 1) {
      const gradient = parameters.map((x, i) => (steepness[i] ?? 0) * (x - (goal[i] ?? 0)));
      move({ gradient, pace: 0.02 * (1 - step / 3000) });
    }
    expect(parameters[0]).toBeCloseTo(1, 2);
    expect(parameters[1]).toBeCloseTo(5, 2);
  });

  it('moves the rows it is told of and no others', () => {
    const parameters = Float32Array.of(1, 1, 1, 1, 1, 1);
    adam(parameters, 2)({ gradient: Float32Array.of(1, -1), pace: 0.5, rows: Int32Array.of(1) });
    expect(Array.from(parameters, (x) => Math.round(x * 10) / 10)).toEqual([1, 1, 0.5, 1.5, 1, 1]);
  });
});
