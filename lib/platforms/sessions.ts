// Where sign-in tokens that rotate outlive the process, and how runs keep out of each other's way when they renew them.
import type { Instant } from '../domain/time.ts';

/** The right to sign in or to renew, which one run at a time has. */
export interface SessionHold<Session> {
  /** Keeps the tokens and gives the right back. False when it had ended and another run took it: then nothing is kept. */
  save(session: Session): Promise<boolean>;
  release(): Promise<void>;
}

/** The tokens of one account, shared by all runs. */
export interface SharedSessions<Session> {
  load(): Promise<Session | undefined>;
  /** Undefined while another run has the right. It ends by itself at `until`, so that a run that dies blocks nobody for long. */
  hold(now: Instant, until: Instant): Promise<SessionHold<Session> | undefined>;
}
