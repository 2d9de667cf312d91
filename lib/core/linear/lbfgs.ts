/**
 * Limited-memory BFGS with a given first metric (Nocedal and Wright, 2006, algorithm 7.4): few passes over the data when
 * the metric already resembles the Hessian.
 */

/** Value at a point; writes the gradient. */
export type Evaluate = (point: Float64Array, gradient: Float64Array) => number;

export interface Minimised {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly iterations: number;
  readonly evaluations: number;
  /** False where the iterations ran out, or no step made progress, before the gradient was small enough. */
  readonly converged: boolean;
}

interface Step {
  readonly move: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

const MEMORY = 8;
const SMALLEST_STEP = 1e-7;

/**
 * Walks from `start` until the largest absolute component of the gradient is at most `tolerance`. `precondition` applies
 * the inverse of the metric to a vector. A cancelled run throws what `onIteration` throws.
 */
export function minimise(
  evaluate: Evaluate,
  start: Float64Array,
  precondition: (vector: Float64Array) => Float64Array,
  options: {
    tolerance: number;
    maxIterations: number;
    onIteration?: ((iteration: number) => void) | undefined;
  },
): Minimised {
  let point: Float64Array = start.slice();
  let gradient: Float64Array = new Float64Array(point.length);
  let value = evaluate(point, gradient);
  let evaluations = 1;
  const memory: Step[] = [];
  let iterations = 0;
  let converged = largest(gradient) <= options.tolerance;
  while (!converged && iterations < options.maxIterations) {
    options.onIteration?.(iterations);
    iterations += 1;
    const direction = descent(gradient, memory, precondition);
    const slope = dot(direction, gradient);
    let accepted: { next: Float64Array; nextGradient: Float64Array; nextValue: number } | null = null;
    for (let step = 1; step >= SMALLEST_STEP && accepted === null; step /= 2) {
      const next = point.map((coordinate, index) => coordinate - step * direction[index]!);
      const nextGradient = new Float64Array(point.length);
      const nextValue = evaluate(next, nextGradient);
      evaluations += 1;
      // The last term lets the walk go on where the value's own rounding hides the progress.
      if (nextValue <= value - 1e-4 * step * slope + 1e-10 * Math.abs(value))
        accepted = { next, nextGradient, nextValue };
    }
    if (accepted === null) break;
    remember(memory, accepted.next, point, accepted.nextGradient, gradient);
    point = accepted.next;
    gradient = accepted.nextGradient;
    value = accepted.nextValue;
    converged = largest(gradient) <= options.tolerance;
  }
  return { point, value, gradient, iterations, evaluations, converged };
}

function remember(
  memory: Step[],
  next: Float64Array,
  point: Float64Array,
  nextGradient: Float64Array,
  gradient: Float64Array,
): void {
  const move = next.map((coordinate, index) => coordinate - point[index]!);
  const change = nextGradient.map((component, index) => component - gradient[index]!);
  const curvature = dot(move, change);
  if (!(curvature > 0)) return;
  memory.push({ move, change, curvature });
  if (memory.length > MEMORY) memory.shift();
}

/** The two-loop recursion: the approximate inverse Hessian times the gradient. */
function descent(
  gradient: Float64Array,
  memory: readonly Step[],
  precondition: (vector: Float64Array) => Float64Array,
): Float64Array {
  const rest = gradient.slice();
  const weights: number[] = new Array(memory.length);
  for (let index = memory.length - 1; index >= 0; index -= 1) {
    const { move, change, curvature } = memory[index]!;
    const weight = dot(move, rest) / curvature;
    weights[index] = weight;
    for (let j = 0; j < rest.length; j += 1) rest[j]! -= weight * change[j]!;
  }
  const direction = precondition(rest);
  for (const [index, { move, change, curvature }] of memory.entries()) {
    const weight = weights[index]! - dot(change, direction) / curvature;
    for (let j = 0; j < direction.length; j += 1) direction[j]! += weight * move[j]!;
  }
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index]! * b[index]!;
  return sum;
}

function largest(vector: Float64Array): number {
  let most = 0;
  for (const component of vector) most = Math.max(most, Math.abs(component));
  return most;
}
