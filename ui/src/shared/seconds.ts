// The time to the second, for countdowns; only what counts down is drawn again by it.
import { signal } from './signals.ts';

/** Milliseconds since 1970. */
export const second = signal(0);
