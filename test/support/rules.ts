// What the tests of rules have in common: a rule of a team, what the rules did, and people of another role.
import { apiOf } from '../../functions/api.ts';
import { assessorFor } from '../../lib/classifier/assessor.ts';
import { derivedId } from '../../lib/domain/derived-id.ts';
import { postKey } from '../../lib/domain/mention.ts';
import type { Role } from '../../lib/domain/role.ts';
import type { Rule } from '../../lib/domain/rule.ts';
import type { Ruled } from '../../lib/domain/rule-evaluation.ts';
import type { ThreadEvent } from '../../lib/domain/thread-event.ts';
import { listEvents } from '../../lib/store/threads.ts';
import type { TestEarshot } from './earshot.ts';

/** A post with a word of risk. */
export const THREAT = 'Still no refund. My lawyer will sue you, this is a disgrace.';

export const BILLING: Rule = {
  id: 'billing',
  name: 'Billing goes to Lena',
  enabled: true,
  on: ['opened', 'deadline-missed'],
  when: [{ field: 'cause', anyOf: ['billing'] }],
  actions: [{ do: 'escalate-by', steps: 1 }, { do: 'assign', agent: 'Lena' }, { do: 'tell-team' }],
};

/** What happened to the thread that a post opened. */
export async function eventsOf({ house }: TestEarshot, id: string): Promise<ThreadEvent[]> {
  return listEvents(house.db(), derivedId('thread', postKey({ network: 'x', id })));
}

export function ruledIn(events: readonly ThreadEvent[]): Ruled[] {
  return events.flatMap((event) => (event.type === 'ruled' ? [event] : []));
}

interface Request {
  readonly path: string;
  readonly method: string;
  readonly body: object;
}

/** As somebody of another role; on a laptop everybody is an admin. */
export async function callAs(role: Role, { house }: TestEarshot, { path, method, body }: Request) {
  const api = apiOf(house, { identify: () => ({ name: 'Kim', role }), sample: false });
  const headers = { 'content-type': 'application/json' };
  const answer = await api.request(`/api${path}`, { method, headers, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as { code: string; escalation: { level: number } } };
}

/** What takes posts in, with the house's own parts or those of another that was opened on the same data. */
export function ingestDeps({ house }: Pick<TestEarshot, 'house'>) {
  const watchlist = house.watchlist();
  const { businessHours, deadlines } = watchlist;
  const complaints = house.queue('complaintsQueue');
  return { ...house, db: house.db(), complaints, businessHours, deadlines, assess: assessorFor(watchlist) };
}
