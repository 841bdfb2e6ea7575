import { describe, expect, it } from 'vitest';
import { mayTake } from '../../../lib/domain/may-take.ts';
import type { Role } from '../../../lib/domain/role.ts';
import type { Thread } from '../../../lib/domain/thread.ts';
import { applyEvent } from '../../../lib/domain/thread-history.ts';
import { plus } from '../../../lib/domain/time.ts';
import { openedEvent } from '../../support/opened-event.ts';

const NOW = '2026-11-21T09:00:00.000Z';
const open = applyEvent(undefined, openedEvent('complaint', NOW));
const LATER = plus(NOW, { minutes: 30 });

const may = (changed: Partial<Thread>, role: Role = 'agent') =>
  mayTake({ ...open, ...changed }, { name: 'Ana', role }, NOW);

describe('a thread is handed to whoever asks for work', () => {
  it.each<[string, Partial<Thread>]>([
    ['nobody has it', {}],
    ['they have it themselves', { claim: { agent: 'Ana', until: LATER } }],
    ['the claim of a colleague has run out', { claim: { agent: 'Ben', until: NOW } }],
    ['an agent may act after asking the lead', { escalation: 2 }],
  ])('when %s', (_, changed) => {
    expect(may(changed)).toBe(true);
  });

  it.each<[string, Partial<Thread>]>([
    ['a colleague has it', { claim: { agent: 'Ben', until: LATER } }],
    ['an answer is on its way', { pendingReply: 'r1' }],
    ['an answer waits for agreement', { approval: { replyId: 'r1', by: 'Ben', needs: 'lead' } }],
    ['it is put aside', { snooze: { until: LATER, reason: 'waits for the depot', by: 'Ben' } }],
    ['it is to be asked whether the solution holds', { followUpDue: true }],
    ['it is resolved', { status: 'resolved' }],
    ['the lead must act', { escalation: 3 }],
  ])('not when %s', (_, changed) => {
    expect(may(changed)).toBe(false);
  });

  it.each<[Role, readonly boolean[]]>([
    ['agent', [true, true, false, false, false]],
    ['lead', [true, true, true, true, false]],
    ['admin', [true, true, true, true, true]],
  ])('when the level lets an %s act', (role, allowed) => {
    expect(([1, 2, 3, 4, 5] as const).map((escalation) => may({ escalation }, role))).toEqual(allowed);
  });
});
