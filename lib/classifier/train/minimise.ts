// Finds the lowest point of a smooth convex function: limited-memory BFGS, the same result every time.

/** Writes the gradient at `x` into `gradient` and returns the value. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

interface Step {
  readonly move: Float64Array;
  readonly turn: Float64Array;
  /** 1 / (move · turn). */
  readonly rho: number;
}

const MEMORY = 8;
const MOST_ROUNDS = 60;
const MOST_HALVINGS = 30;
const ENOUGH_DESCENT = 1e-4;
const TOLERANCE = 1e-6;

/** The point where `objective` is lowest, from the origin (Nocedal & Wright, Numerical Optimization, algorithm 7.5). */
export function minimise(objective: Objective, size: number): Float64Array {
  let x = new Float64Array(size);
  let gradient = new Float64Array(size);
  let value = objective(x, gradient);
  const steps: Step[] = [];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const direction = descentDirection(gradient, steps);
    const next = lineSearch(objective, { x, value, direction, slope: dot(gradient, direction) });
    const move = difference(next.x, x);
    const turn = difference(next.gradient, gradient);
    const curvature = dot(move, turn);
    if (curvature > 1e-12) steps.push({ move, turn, rho: 1 / curvature });
    if (steps.length > MEMORY) steps.shift();
    const gain = value - next.value;
    ({ x, gradient, value } = next);
    if (gain < TOLERANCE * Math.abs(value)) break;
  }
  return x;
}

function descentDirection(gradient: Float64Array, steps: readonly Step[]): Float64Array {
  const direction = gradient.map((g) => -g);
  const last = steps.at(-1);
  if (last === undefined) {
    const length = Math.sqrt(dot(gradient, gradient));
    return direction.map((d) => d / Math.max(1, length));
  }
  const alphas = steps.toReversed().map(({ move, turn, rho }) => {
    const alpha = rho * dot(move, direction);
    add(direction, turn, -alpha);
    return alpha;
  });
  const scale = 1 / (last.rho * dot(last.turn, last.turn));
  for (let i = 0; i < direction.length; i += 1) direction[i] = (direction[i] ?? 0) * scale;
  steps.forEach(({ move, turn, rho }, i) => {
    add(direction, move, (alphas[steps.length - 1 - i] ?? 0) - rho * dot(turn, direction));
  });
  return direction;
}

interface Search {
  readonly x: Float64Array;
  readonly value: number;
  readonly direction: Float64Array;
  readonly slope: number;
}

function lineSearch(objective: Objective, { x, value, direction, slope }: Search) {
  const gradient = new Float64Array(x.length);
  const next = new Float64Array(x.length);
  let found = value;
  let length = 1;
  for (let halving = 0; halving < MOST_HALVINGS; halving += 1) {
    for (let i = 0; i < x.length; i += 1) next[i] = (x[i] ?? 0) + length * (direction[i] ?? 0);
    found = objective(next, gradient);
    if (found <= value + ENOUGH_DESCENT * length * slope) break;
    length /= 2;
  }
  return { x: next, gradient, value: found };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function add(target: Float64Array, other: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i += 1) target[i] = (target[i] ?? 0) + factor * (other[i] ?? 0);
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - (b[i] ?? 0));
}
