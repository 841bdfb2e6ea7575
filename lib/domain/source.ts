// One poll of one network: what it reads, how far it is complete, and what it still owes.
import type { Instant } from './time.ts';

/** `mentions`: who addresses the brand · `search`: who uses its words · the others hold everything written in one place. */
type SourceKind = 'mentions' | 'search' | 'reviews' | 'comments' | 'feed';

export interface Source {
  /** `x:mentions:44`: network, what is read, account or query. */
  readonly id: string;
  readonly network: string;
  readonly kind: SourceKind;
  /** The network's query, for a search. */
  readonly query?: string;
  /** What people call it, where neither its kind nor its query says it well. */
  readonly name?: string;
  readonly everySeconds: number;
  /** Read at this pace at all hours, as the operator has set it. */
  readonly isSteady?: true;
}

/** A stretch of time not yet read, because the page budget or the network ended a poll early. */
export interface Gap {
  readonly from: Instant;
  readonly to: Instant;
  /** The network's own token for the next older page, where it is still good. */
  readonly pageToken?: string;
  /** Read once already and read again to find what was shown late: nothing is known to be missing. */
  readonly sweep?: boolean;
}

export interface Cursor {
  readonly sourceId: string;
  /** Everything up to here has been read, save the gaps. */
  readonly highWater: Instant;
  /** Nothing before this is wanted: the first run starts now. */
  readonly startedAt: Instant;
  readonly gaps: readonly Gap[];
  readonly version: number;
  /** The UTC day whose sweep has begun. */
  readonly sweptOn?: string;
  /** No call is made before this time: a rate limit, an exhausted budget, or the next regular poll. */
  readonly nextPollAt: Instant;
  readonly lastPolledAt?: Instant;
  readonly lastSucceededAt?: Instant;
  /** When a poll last brought something that had not been read before. */
  readonly lastNewsAt?: Instant;
  /** When the account's sign-in ends unless it is renewed, where the network says so. */
  readonly signInEnds?: Instant;
  /** Why the last poll did not succeed, in words. */
  readonly problem?: string;
  /** A run polls now; from then on, if it has not ended, it is held to be dead. */
  readonly leasedUntil?: Instant;
}

/** How much before the high water is read again: networks index late. */
export const OVERLAP_MINUTES = 5;
/** How many pages one run reads before it leaves the rest as a gap. */
export const PAGES_PER_RUN = 10;
