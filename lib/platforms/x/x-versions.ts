// Tells which version of an edited post is the newest one read, since X gives every edit an id and a place of its own.
import { byAge, type XPost } from './x-wire.ts';

export interface XVersions {
  /** To be called with a whole page before any of its posts is looked at. */
  note(posts: readonly XPost[]): void;
  /** Whether a newer version has been read, on this page or on an earlier one. */
  isSuperseded(post: XPost): boolean;
}

/** Edits are rare, and only those of one reading have to be told apart. */
const MOST_KEPT = 1000;

export function rememberVersions(): XVersions {
  const newest = new Map<string, string>();
  return {
    note(posts) {
      for (const { id, firstId } of posts) {
        const known = newest.get(firstId);
        if (id !== firstId && (known === undefined || byAge(known, id) < 0)) newest.set(firstId, id);
      }
      for (const firstId of [...newest.keys()].slice(0, Math.max(0, newest.size - MOST_KEPT))) newest.delete(firstId);
    },
    isSuperseded: ({ id, firstId }) => byAge(id, newest.get(firstId) ?? id) < 0,
  };
}
