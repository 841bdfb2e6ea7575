// Rules in words, and what a form for them asks: whoever writes one needs no other table.
import type { Rule, RuleAction, RuleCondition, RuleOccasion } from './rule.ts';

/** One thing that a condition asks or an action does, as a line of a form. */
export interface RuleField {
  /** `field` of a condition, `do` of an action. */
  readonly name: string;
  readonly label: string;
  /** How what is typed is read: a number, several words with commas between them, yes or no, a word, or nothing at all. */
  readonly kind: 'number' | 'list' | 'yes' | 'word' | 'none';
  /** Under which name the value stands beside `name`. */
  readonly value: string;
  /** What may be typed. */
  readonly such: string;
}

const OCCASIONS: Readonly<Record<RuleOccasion, string>> = {
  opened: 'a thread is opened',
  heard: 'the customer writes again',
  judged: 'somebody judges it',
  reopened: 'it is reopened',
  escalated: 'somebody escalates it',
  'half-time': 'half the time has passed',
  'three-quarters': 'three quarters of the time have passed',
  'deadline-missed': 'the deadline is missed',
  'promise-broken': 'a promise is broken',
  'came-back': 'the customer complains again',
  'outcome-seen': 'the customer reacts to an answer',
};

type Words = readonly [label: string, such: string];

const AT_LEAST: Readonly<Record<Extract<RuleCondition, { atLeast: number }>['field'], Words>> = {
  severity: ['severity at least', '1 to 4'],
  escalation: ['escalation at least', '1 to 5'],
  followers: ['followers at least', '1000'],
  posts: ['posts at least', '2'],
  probability: ['probability at least', '0.9'],
};

const ANY_OF: Readonly<Record<Extract<RuleCondition, { anyOf: unknown }>['field'], Words>> = {
  risk: ['risk', 'danger, self-harm, legal-threat, data-leak, press'],
  cause: ['cause', 'billing, delivery, outage, product-fault'],
  kind: ['kind', 'complaint, question, praise, other'],
  decision: ['decision', 'complaint, unsure, not'],
  outcome: ['reaction', 'thanked, deleted, angrier, came-back'],
  list: ['list', 'open, to-decide, waiting, resolved'],
  network: ['network', 'x, bluesky, mastodon'],
  language: ['language', 'en, de'],
  words: ['words', 'lawyer, court, journalist'],
};

const IS: Readonly<Record<Extract<RuleCondition, { is: boolean }>['field'], Words>> = {
  repeat: ['complained before', 'yes or no'],
  'open-hours': ['in business hours', 'yes or no'],
};

const ACTIONS: Readonly<Record<RuleAction['do'], Omit<RuleField, 'name'>>> = {
  'escalate-by': { label: 'escalate by', kind: 'number', value: 'steps', such: '1 or 2' },
  'escalate-to': { label: 'escalate to level', kind: 'number', value: 'level', such: '1 to 5' },
  'set-severity': { label: 'set severity', kind: 'number', value: 'severity', such: '1 to 4' },
  assign: { label: 'give to', kind: 'word', value: 'agent', such: 'Ana' },
  'require-approval': {
    label: 'answers need the agreement of',
    kind: 'word',
    value: 'by',
    such: 'colleague, lead or admin',
  },
  'tell-team': { label: 'tell the team chat', kind: 'none', value: '', such: '' },
};

/** Everything a rule can say, in the order in which a form offers it. */
export const RULE_FORM = {
  on: Object.entries(OCCASIONS).map(([name, label]) => ({ name, label })),
  when: [
    ...fieldsOf(AT_LEAST, { kind: 'number', value: 'atLeast' }),
    ...fieldsOf(ANY_OF, { kind: 'list', value: 'anyOf' }),
    ...fieldsOf(IS, { kind: 'yes', value: 'is' }),
  ],
  actions: Object.entries(ACTIONS).map(([name, field]) => ({ name, ...field })),
};

function fieldsOf(table: Readonly<Record<string, Words>>, kind: Pick<RuleField, 'kind' | 'value'>): RuleField[] {
  return Object.entries(table).map(([name, [label, such]]) => ({ name, label, such, ...kind }));
}

/** "When the deadline is missed, if severity at least 3: escalate by 1". */
export function ruleWords({ on, when, actions }: Rule): string {
  const asked = when.map((part) => partWords(RULE_FORM.when, part.field, part));
  const done = actions.map((part) => partWords(RULE_FORM.actions, part.do, part));
  const condition = asked.length === 0 ? '' : `, if ${asked.join(' and ')}`;
  return `When ${on.map((occasion) => OCCASIONS[occasion]).join(' or ')}${condition}: ${done.join(', ')}`;
}

function partWords(fields: readonly RuleField[], name: string, part: object): string {
  const { label = name, value = '' } = fields.find((field) => field.name === name) ?? {};
  const given: unknown = new Map(Object.entries(part)).get(value);
  if (typeof given === 'boolean') return given ? label : `not ${label}`;
  return [label, ...(given === undefined ? [] : [Array.isArray(given) ? given.join(', ') : given])].join(' ');
}
