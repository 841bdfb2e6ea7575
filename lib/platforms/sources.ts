// Names what is polled, so that the same words always continue the same cursor, and other words begin a new one.
import { createHash } from 'node:crypto';
import type { Source } from '../domain/source.ts';

/** A search that is polled every five minutes. */
export function searchSource(network: string, query: string): Source {
  const name = createHash('sha256').update(query).digest('hex').slice(0, 12);
  return { id: `${network}:search:${name}`, network, kind: 'search', query, everySeconds: 300 };
}

/** Who addresses the brand, polled every minute. */
export function mentionsSource(network: string, account: string): Source {
  return { id: `${network}:mentions:${account}`, network, kind: 'mentions', everySeconds: 60 };
}
