// Looks through a list for what somebody typed: a stretch of it at a time, and says where to go on.

import type { Thread } from '../domain/thread.ts';
import { type Looking, matches, type ThreadFilter } from '../domain/thread-filter.ts';

/** Pages of the list that are read in one request: a rare word is looked for over several. */
const MOST_PAGES = 10;

export interface ThreadPages {
  readonly docs: readonly Thread[];
  readonly next?: string;
}

export interface Page {
  /** The most threads to answer with, and to read at a time. */
  readonly limit: number;
  readonly pageToken?: string;
}

export interface Search extends Page {
  readonly filter: ThreadFilter;
  readonly looking: Looking;
}

/**
 * What fits, in the order of the list, at most `limit`. It may be few or none while `next` is there: then the list goes on
 * where this search has stopped. Without `next` all of the list has been looked through.
 */
export async function searchThreads(
  readPage: (page: Page) => Promise<ThreadPages>,
  { filter, looking, limit, pageToken: begin }: Search,
): Promise<ThreadPages> {
  const docs: Thread[] = [];
  let next = begin;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await readPage({ limit: limit - docs.length, ...(next === undefined ? {} : { pageToken: next }) });
    docs.push(...page.docs.filter((thread) => matches(filter, thread, looking)));
    next = page.next;
    // Half of a page is enough to show: to fill the rest would take ever smaller pages.
    if (next === undefined) return { docs };
    if (docs.length >= limit / 2) break;
  }
  return { docs, ...(next === undefined ? {} : { next }) };
}
