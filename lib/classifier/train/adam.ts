// Moves parameters against their gradient, each at its own pace (Adam: Kingma & Ba 2015).

/** Share of the past in the running means of a gradient and of its square. */
const PAST = { mean: 0.9, square: 0.999 };
const TINY = 1e-8;

export interface Step {
  readonly gradient: Float32Array;
  readonly pace: number;
  /** The rows that `gradient` is of, one after the other; without it, it is of all parameters. */
  readonly rows?: Int32Array;
}

/** `parameters` are rows of `width` numbers; each call moves those that the gradient is of. */
export function adam(parameters: Float32Array, width = parameters.length): (step: Step) => void {
  const means = new Float32Array(parameters.length);
  const squares = new Float32Array(parameters.length);
  const everyRow = Int32Array.from({ length: parameters.length / width }, (_, row) => row);
  let steps = 0;
  return ({ gradient, pace, rows = everyRow }) => {
    steps += 1;
    // The running means begin at 0, and are too small at first.
    const meanScale = 1 / (1 - PAST.mean ** steps);
    const squareScale = 1 / (1 - PAST.square ** steps);
    let from = 0;
    for (const row of rows) {
      for (let i = 0; i < width; i += 1) {
        const at = row * width + i;
        const slope = gradient[from + i] ?? 0;
        const mean = PAST.mean * (means[at] ?? 0) + (1 - PAST.mean) * slope;
        const square = PAST.square * (squares[at] ?? 0) + (1 - PAST.square) * slope * slope;
        means[at] = mean;
        squares[at] = square;
        const move = (pace * mean * meanScale) / (Math.sqrt(square * squareScale) + TINY);
        parameters[at] = (parameters[at] ?? 0) - move;
      }
      from += width;
    }
  };
}
