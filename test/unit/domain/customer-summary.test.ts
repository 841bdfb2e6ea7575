import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../lib/domain/customer.ts';
import { customerSummary, mostUrgent } from '../../../lib/domain/customer-summary.ts';
import type { Thread } from '../../../lib/domain/thread.ts';
import { at, COMPLAINT, opened, threadOf } from './histories.ts';

const NOW = at('12:00');
const complaint = threadOf(opened(COMPLAINT, { written: at('09:00'), dueAt: at('11:00') }));
const thread = (changed: Partial<Thread> = {}): Thread => ({ ...complaint, excerpt: 'No refund yet', ...changed });
const contact = (changed: Partial<Contact> = {}): Contact => ({
  id: 'c1',
  customerId: 'ada',
  channel: 'call',
  at: at('10:00'),
  summary: 'Asked again',
  by: 'Ana',
  ...changed,
});
const mail = (direction: 'in' | 'out', state?: 'sent' | 'failed') => ({
  messageId: 'm1',
  references: [],
  subject: 'Refund',
  from: 'ada@customer.test',
  direction,
  ...(state ? { state } : {}),
});
const summary = (given: Partial<Parameters<typeof customerSummary>[0]>) =>
  customerSummary({ threads: [], contacts: [], deeds: [], ...given }, NOW);

describe('a customer at a glance', () => {
  it('shows the last that they said, in a thread or in a contact', () => {
    const threads = [thread({ heardAt: at('09:00') })];
    expect(summary({ threads }).said).toEqual({ text: 'No refund yet', where: 'x', at: at('09:00') });
    const contacts = [contact(), contact({ at: at('08:00'), summary: 'Asked first' })];
    expect(summary({ threads, contacts }).said).toMatchObject({ text: 'Asked again', where: 'call' });
  });

  it('takes neither a colleague’s note nor the brand’s own e-mail for their words, and no erased post', () => {
    const contacts = [contact({ channel: 'note' }), contact({ channel: 'email', message: mail('out', 'sent') })];
    expect(summary({ contacts, threads: [thread({ excerpt: '' })] }).said).toBeUndefined();
  });

  it('shows what the brand did last, unless it never left', () => {
    const deed = { text: 'Resolved case 4821-7305', by: 'Ben', at: at('09:30') };
    const sent = contact({ channel: 'email', message: mail('out', 'sent'), summary: 'It is on its way' });
    expect(summary({ deeds: [deed], contacts: [sent] }).done).toMatchObject({
      text: 'Answered by e-mail: It is on its way',
      by: 'Ana',
    });
    const failed = { ...sent, message: mail('out', 'failed') };
    expect(summary({ deeds: [deed], contacts: [failed] }).done).toEqual(deed);
  });

  it('shows what was promised anywhere, the first due first, and what of it is broken', () => {
    const own = { id: 'p1', text: 'refund', dueAt: at('17:00'), by: 'Ben', at: at('09:00') };
    const broken = { ...own, id: 'p2', text: 'letter', dueAt: at('11:00') };
    const called = contact({ promise: { text: 'a call', dueAt: at('11:30') } });
    const stale = contact({ promise: { text: 'old', dueAt: '2026-09-01T10:00:00.000Z' } });
    const { promised } = summary({ threads: [thread({ promises: [own, broken] })], contacts: [called, stale] });
    expect(promised.map(({ text, isBroken }) => `${text} ${isBroken}`)).toEqual([
      'letter true',
      'a call true',
      'refund false',
    ]);
  });

  it('lists no promise of an answer that has not left', () => {
    const promise = { id: 'p1', text: 'refund', dueAt: at('11:00'), by: 'Ana', at: at('09:30'), replyId: 'r1' };
    const waits = thread({ promises: [promise], pendingReply: 'r1' });
    expect(summary({ threads: [waits] }).promised).toEqual([]);
    expect(summary({ threads: [thread({ promises: [promise] })] }).promised).toHaveLength(1);
  });

  it('opens the thread that is most urgent, else the last that waits for them', () => {
    const late = thread({ id: 'late', dueAt: at('10:00') });
    const later = thread({ id: 'later', dueAt: at('15:00') });
    const waiting = thread({ id: 'waiting', status: 'waiting', heardAt: at('11:00') });
    const waited = thread({ id: 'waited', status: 'waiting', heardAt: at('08:00') });
    expect(mostUrgent([waiting, later, late])?.id).toBe('late');
    expect(mostUrgent([waited, waiting])?.id).toBe('waiting');
    expect(mostUrgent([thread({ status: 'resolved' })])).toBeUndefined();
  });

  it('cuts long words by whole characters', () => {
    const { said } = summary({ contacts: [contact({ summary: '👩‍👩‍👧'.repeat(100) })] });
    expect([...(said?.text ?? '')]).toHaveLength(200);
    expect(said?.text.endsWith('…')).toBe(true);
  });
});
