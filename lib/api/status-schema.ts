// What the status says: sources, queues, the promise of recall and what the spot checks found.
import * as z from 'zod';
import { LAMPS } from '../domain/freshness.ts';
import { networkSchema } from '../domain/mention.ts';

const at = z.iso.datetime();
const share = z.number().min(0).max(1);
const skimmedSchema = z.object({ missed: share, skimmed: share });

export const statusSchema = z.object({
  sources: z.array(
    z.object({
      id: z.string(),
      network: networkSchema,
      /** What a search looks for, in the network's own language; its id is only a digest of it. */
      query: z.string().optional(),
      /** What people call it, e.g. "Complaint watch: Acorn Mobile". */
      name: z.string().optional(),
      /** Everything up to here has been heard, save the gaps; absent before the first poll. */
      completeTo: at.optional(),
      gaps: z.number().int(),
      lamp: z.enum(LAMPS),
      /** Readable, e.g. "complete to 14:02, 1 gap being filled". */
      text: z.string(),
      problem: z.string().optional(),
      nextPollAt: at.optional(),
    }),
  ),
  /** The stop switches that are set: `sending`, `network/x`, `source/x:mentions:44`. */
  stops: z.array(z.object({ what: z.string(), by: z.string(), at, reason: z.string().optional() })),
  /** What the networks that charge have cost this UTC month, in micro-dollars. */
  spending: z.array(
    z.object({
      network: networkSchema,
      spentMicros: z.number(),
      forecastMicros: z.number().optional(),
      softCapMicros: z.number().optional(),
      hardCapMicros: z.number().optional(),
      /** Readable, e.g. "$12.40 of $50.00 this month, about $31.00 by its end; …". */
      text: z.string(),
    }),
  ),
  queues: z.array(
    z.object({ name: z.string(), waiting: z.number().int(), inFlight: z.number().int(), deadLetter: z.boolean() }),
  ),
  deadLetters: z.number().int(),
  /** The promise "miss at most p % of complaints" and what others would cost, measured on posts unseen in training. */
  promise: z.object({
    missAtMostPercent: z.number(),
    /** Calibrated probability below which a post may be called harmless. */
    threshold: share,
    /** Readable, e.g. "Miss at most 3 % of complaints: of 100 harmless mentions somebody skims about 33, …". */
    text: z.string(),
    choices: z.array(
      skimmedSchema.extend({ missAtMostPercent: z.number(), threshold: share, brandDirected: skimmedSchema }),
    ),
  }),
  /** What the spot checks of 30 days found of what nobody reads. */
  misses: z.object({
    checked: z.number().int(),
    missed: z.number().int(),
    /** With the exact 95 % interval (Clopper, Pearson). */
    share: z.object({ estimate: share, low: share, high: share }).optional(),
    text: z.string(),
  }),
});

/** One poll of a source, as the ledger keeps it for 30 days. */
export const pollsSchema = z.object({
  items: z.array(
    z.object({
      at,
      until: at,
      from: at,
      to: at,
      pages: z.number().int(),
      items: z.number().int(),
      unreadable: z.number().int(),
      openGaps: z.number().int(),
      costMicros: z.number(),
      problem: z.string().optional(),
    }),
  ),
});

export const stopOrderSchema = z.object({
  /** `sending`, `network/x` or `source/x:mentions:44`. */
  what: z.string().min(1).max(220),
  stopped: z.boolean(),
  reason: z.string().trim().max(300).optional(),
});

export type StatusView = z.infer<typeof statusSchema>;
export type PollsView = z.infer<typeof pollsSchema>;
export type StopOrder = z.infer<typeof stopOrderSchema>;
