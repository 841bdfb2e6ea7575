// What the API needs, and who asks.
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Watchlist } from '../config/watchlist.ts';
import type { Log } from '../domain/log.ts';
import type { Role } from '../domain/role.ts';
import type { AnswerEmailDeps } from '../flows/answer-email.ts';
import type { ReplyDeps } from '../flows/queue-reply.ts';
import type { StatusDeps } from '../flows/read-status.ts';
import type { Queue } from '../queues/queue.ts';

export interface Actor {
  readonly name: string;
  readonly role: Role;
}

/** Tells who asks, or throws an HTTPException 401 or 403. `platform` is what the runtime knows of the request beside it. */
export type Identify = (request: Request, platform: unknown) => Actor;

export interface ApiDeps extends ReplyDeps, StatusDeps, AnswerEmailDeps {
  /** Through it the team chat is told what a rule asks for. */
  readonly complaints: Queue;
  readonly watchlist: Watchlist;
  readonly newId: () => string;
  readonly log: Log;
  /** The doors for other systems that are open, by the names of their switches. */
  readonly doors: readonly string[];
  /** The address of a thread's page for the customer; absent where none is served. */
  readonly casePageUrl?: (threadId: string) => string;
  /** Whether the product runs on its sample, without any account. */
  readonly sample: boolean;
}

export interface ApiEnv {
  Variables: { actor: Actor };
}

export type Api = OpenAPIHono<ApiEnv>;
