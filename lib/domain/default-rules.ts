// The rules a team begins with, until it saves its own: what moves a thread up by itself.
import { RISKS } from './assessment.ts';
import type { Rule } from './rule.ts';

/**
 * Source: requirement Q2. An ordinary complaint stays at the first level, where any agent answers it with one key: blame
 * alone is the common tone of public complaints and asks nobody, blame that goes on after two posts does.
 */
export const DEFAULT_RULES: readonly Rule[] = [
  {
    id: 'risk',
    name: 'Words of risk',
    enabled: true,
    on: ['opened', 'heard', 'judged'],
    when: [{ field: 'risk', anyOf: [...RISKS] }],
    actions: [
      { do: 'escalate-to', level: 3 },
      { do: 'require-approval', by: 'lead' },
    ],
  },
  {
    id: 'blame-goes-on',
    name: 'Blame that goes on',
    enabled: true,
    on: ['heard', 'judged'],
    when: [
      { field: 'severity', atLeast: 4 },
      { field: 'posts', atLeast: 3 },
    ],
    actions: [{ do: 'escalate-to', level: 2 }],
  },
  {
    id: 'blame',
    name: 'Any blame',
    enabled: false,
    on: ['opened', 'heard', 'judged'],
    when: [{ field: 'severity', atLeast: 4 }],
    actions: [{ do: 'escalate-to', level: 2 }],
  },
  {
    id: 'repeat',
    name: 'Complained before',
    enabled: true,
    on: ['opened'],
    when: [
      { field: 'repeat', is: true },
      { field: 'decision', anyOf: ['complaint', 'unsure'] },
    ],
    actions: [{ do: 'escalate-by', steps: 1 }],
  },
  {
    id: 'deadline-missed',
    name: 'Deadline missed',
    enabled: true,
    on: ['deadline-missed'],
    when: [],
    actions: [{ do: 'escalate-by', steps: 1 }],
  },
  {
    id: 'promise-broken',
    name: 'Promise broken',
    enabled: true,
    on: ['promise-broken'],
    when: [],
    actions: [{ do: 'escalate-by', steps: 1 }],
  },
  {
    id: 'angrier',
    name: 'Angrier after an answer',
    enabled: true,
    on: ['outcome-seen'],
    when: [{ field: 'outcome', anyOf: ['angrier'] }],
    actions: [{ do: 'escalate-by', steps: 1 }],
  },
];
