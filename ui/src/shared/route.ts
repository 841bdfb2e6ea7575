// Where the agent is: every list, thread and customer is a link, kept in the part of the address after the hash.
import { VIEWS, type ViewName } from './views.ts';

export type Route =
  | { readonly page: 'inbox'; readonly view: ViewName; readonly threadId?: string; readonly q?: string }
  | { readonly page: 'customer'; readonly id: string }
  | { readonly page: 'settings' };

/** The route of an address; anything unknown is the list of what needs a reply. */
export function parseRoute(hash: string): Route {
  const [path = '', search] = hash.replace(/^#\/?/, '').split('?');
  const [page, first, second] = path.split('/').map(decode);
  if (page === 'settings') return { page };
  if (page === 'customer' && first) return { page, id: first };
  const view = VIEWS.find((name) => name === first) ?? 'open';
  if (page !== 'inbox') return { page: 'inbox', view };
  const q = new URLSearchParams(search).get('q');
  return { page, view, ...(second ? { threadId: second } : {}), ...(q ? { q } : {}) };
}

export function formatRoute(route: Route): string {
  if (route.page === 'settings') return '#/settings';
  if (route.page === 'customer') return `#/customer/${encodeURIComponent(route.id)}`;
  const thread = route.threadId === undefined ? '' : `/${encodeURIComponent(route.threadId)}`;
  return `#/inbox/${route.view}${thread}${route.q ? `?q=${encodeURIComponent(route.q)}` : ''}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
