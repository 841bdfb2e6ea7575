// The few ways in which a network fails, each with the data needed to go on.
import type { Instant } from '../domain/time.ts';

class PlatformError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Too many calls: none may be made before `retryAt`. */
export class RateLimited extends PlatformError {
  readonly retryAt: Instant;
  constructor(message: string, options: ErrorOptions & { readonly retryAt: Instant }) {
    super(message, options);
    this.retryAt = options.retryAt;
  }
}

/** The account's credits or daily quota are used up; waiting a few minutes does not help. */
export class QuotaExhausted extends PlatformError {}

/** The credentials are wrong, revoked or expired: a person must sign in again. */
export class SignInExpired extends PlatformError {}

/** The network refuses this answer for good; `reason` is for the person who wrote it. */
export class ReplyNotPermitted extends PlatformError {
  readonly reason: string;
  constructor(message: string, options: ErrorOptions & { readonly reason: string }) {
    super(message, options);
    this.reason = options.reason;
  }
}

/** The post is gone. */
export class NotFound extends PlatformError {}

/** The network holds an identical post of ours already. */
export class Duplicate extends PlatformError {}

export class TooLong extends PlatformError {}

/** A page token or an id to read from is no longer accepted. */
export class CursorExpired extends PlatformError {}

/** The network could not be reached or failed. */
export class Unavailable extends PlatformError {
  /** Whether the call may have taken effect all the same: true for a time-out or a broken connection after sending. */
  readonly mayHaveActed: boolean;
  constructor(message: string, options: ErrorOptions & { readonly mayHaveActed: boolean }) {
    super(message, options);
    this.mayHaveActed = options.mayHaveActed;
  }
}
