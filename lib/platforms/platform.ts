// The port every network's adapter fills: what it can do, how it is read, and how it is answered.
import type { Mention } from '../domain/mention.ts';
import type { Measure, ReplyPermit } from '../domain/reply-permit.ts';
import type { Source } from '../domain/source.ts';
import type { Instant } from '../domain/time.ts';

interface Capabilities {
  /**
   * Whether calling reply() again with the same sendKey after an unknown outcome, and after findOwnReply() found nothing,
   * cannot put a second answer on the network.
   */
  readonly safeToRepeat: boolean;
}

/** What one call reads: newest first, from `pageToken` (or the newest) down to `downTo`. */
export interface PageRequest {
  readonly source: Source;
  /** Items older than this are not wanted; the adapter may stop the network's paging there. */
  readonly downTo: Instant;
  /** What is older than this has been read before, and is read again because networks index late. */
  readonly readBefore?: Instant;
  /** Only items older than this are wanted: set when a gap is filled and its token has gone stale. */
  readonly upTo?: Instant;
  readonly pageToken?: string;
}

export interface Page {
  /** Newest first, each with the instant by which the network orders them. Posts of the brand itself are left out. */
  readonly items: readonly { readonly mention: Mention; readonly at: Instant }[];
  /** Items that could not be parsed: kept, with the reason, so that a person can look. */
  readonly unreadable: readonly { readonly raw: string; readonly reason: string }[];
  /** The instant of the last item in the network's list, unreadable items and the brand's own posts included; absent when it held nothing. */
  readonly reachedBackTo?: Instant;
  /** For the next older page; absent when this was the last. */
  readonly nextPageToken?: string;
  /** What reading it cost, in micro-dollars; absent where nothing is charged. */
  readonly costMicros?: number;
}

/** The post that is answered, as the store knows it. */
export type AnsweredPost = Pick<
  Mention,
  'network' | 'id' | 'text' | 'author' | 'createdAt' | 'visibility' | 'addressed' | 'replyRef' | 'url' | 'threadRoot'
>;

export interface ReplyOrder {
  readonly post: AnsweredPost;
  readonly text: string;
  /** `direct`: only its author may read it; asked only where the permit's `direct` allows it. Absent: in public. */
  readonly visibility?: 'direct';
  /** Stable over all attempts for one reply. */
  readonly sendKey: string;
  /** When the first attempt began: nothing of ours is older. */
  readonly since: Instant;
}

export interface OwnReply {
  readonly nativeId: string;
  readonly url?: string;
}

/** What has become of a post that was heard earlier. */
export type Refreshed = { readonly id: string } & ({ readonly gone: true } | { readonly mention: Mention });

interface SignedInAs {
  readonly handle: string;
  /** What Earshot needs and these credentials do not allow, in words, each with its fix. */
  readonly lacks?: readonly string[];
}

/** All failures are the errors of platform-errors.ts; anything else is a defect. */
export interface Platform {
  readonly network: string;
  readonly capabilities: Capabilities;
  readonly sources: readonly Source[];
  poll(request: PageRequest): Promise<Page>;
  /** Pure: no call is made to show it. */
  permit(post: AnsweredPost): ReplyPermit;
  measure(text: string, post: AnsweredPost): Measure;
  reply(order: ReplyOrder): Promise<OwnReply>;
  /** Looks on the network itself for an answer that an earlier attempt may have left there. */
  findOwnReply(order: ReplyOrder): Promise<OwnReply | undefined>;
  /**
   * Looks again at posts that were heard earlier, at most `atMost` of them in one call, so that what their authors edit
   * or take back is followed. A post of which the network says nothing clear is left out. Absent where no network call tells.
   */
  readonly refresh?: {
    readonly atMost: number;
    look(posts: readonly AnsweredPost[]): Promise<readonly Refreshed[]>;
  };
  /**
   * Asks the network which of many stored posts must go. It works on that for minutes to hours, so the job is started in one
   * run and its result asked for in a later one. Absent where the network has no such service or the account may not use it.
   */
  readonly compliance?: {
    /** Hands over the ids of posts; returns the name of the job. Throws RateLimited while another job is at work. */
    start(ids: readonly string[]): Promise<string>;
    /** The ids of the posts that must go; `failed` when the job came to nothing and has to be started again. */
    result(job: string): Promise<readonly string[] | 'running' | 'failed'>;
  };
  /** What the network itself says the account has used, in words. For `doctor`; absent where it does not say. */
  usage?(): Promise<string>;
  /**
   * When the sign-in that is kept ends for good unless it is used before; undefined while none is kept. Makes no network
   * call. Absent where credentials do not end by themselves.
   */
  signInEnds?(): Promise<Instant | undefined>;
  /** One cheap call that proves the credentials. For `doctor`. */
  whoAmI(): Promise<SignedInAs>;
}
