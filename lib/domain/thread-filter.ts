// What somebody types into the search of a list: `cause:refund sev:high is:late from:@ada parcel`, read and applied.
import { parseCaseNumber } from './case-number.ts';
import { livingClaim } from './claim.ts';
import { levelOf } from './escalation.ts';
import { CAUSE_NAMES, FLAGS, HOLDINGS, LEVEL_NAMES, RISK_NAMES, SEVERITY_NAMES } from './filter-words.ts';
import type { Thread } from './thread.ts';
import type { Instant } from './time.ts';

/** Who looks, and when: `is:mine` and `is:late` depend on it. */
export interface Looking {
  readonly agent: string;
  readonly now: Instant;
}

type Test = (thread: Thread, looking: Looking) => boolean;

/** All of the groups must hold; of one group any: `cause:refund cause:delivery` finds both. */
export interface ThreadFilter {
  readonly groups: readonly (readonly Test[])[];
}

export const MOST_QUERY = 300;

/** The filter, or every problem of the text in words for whoever typed it. Without any words it lets everything through. */
export function parseFilter(text: string): ThreadFilter | { readonly problems: readonly string[] } {
  const groups = new Map<string, Test[]>();
  const problems: string[] = [];
  tokensOf(text).forEach(({ field, value }, place) => {
    const read = field === undefined ? wordTest(value) : fieldTest(field, value);
    if (typeof read === 'string') problems.push(read);
    // Each word must be found; what stands in one field may be one thing or the other.
    else groups.set(field ?? `word ${place}`, [...(groups.get(field ?? `word ${place}`) ?? []), read]);
  });
  return problems.length > 0 ? { problems } : { groups: [...groups.values()] };
}

export function isEmpty({ groups }: ThreadFilter): boolean {
  return groups.length === 0;
}

export function matches({ groups }: ThreadFilter, thread: Thread, looking: Looking): boolean {
  return groups.every((tests) => tests.some((test) => test(thread, looking)));
}

/** Whether a search is for one of these accounts, whose handles are in small letters. */
export function isForOneOf(text: string, handles: ReadonlySet<string>): boolean {
  return tokensOf(text).some(({ field, value }) => {
    const isHandle = field === 'from' || (field === undefined && value.startsWith('@'));
    return isHandle && handles.has(value.replace(/^@/, '').toLowerCase());
  });
}

interface Token {
  /** In small letters; absent on a word. */
  readonly field?: string;
  readonly value: string;
}

/** Words and `field:value`, either of them with spaces in quotes; an address or a time of day is a word. */
function tokensOf(text: string): Token[] {
  return [...text.matchAll(/(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/gi)].flatMap(([whole, field, quoted, plain = '']) => {
    const value = (quoted ?? plain).trim();
    if (field !== undefined && !value.startsWith('//')) return [{ field: field.toLowerCase(), value }];
    // Without a value the pattern takes the field for a word.
    const bare = quoted === undefined ? /^([a-z]+):$/i.exec(whole)?.[1] : undefined;
    if (bare !== undefined) return [{ field: bare.toLowerCase(), value: '' }];
    const word = field === undefined ? value : whole;
    return word === '' ? [] : [{ value: word }];
  });
}

type Field = (value: string) => Test | undefined;

/** Each field of the search, with what may stand after it. */
const FIELDS: ReadonlyMap<string, { readonly read: Field; readonly allowed: string }> = new Map(
  Object.entries({
    cause: {
      read: named(CAUSE_NAMES, (causes) => (thread) => thread.causes.some((cause) => causes.includes(cause))),
      allowed: 'slow, rude, delivery, billing (or refund), fault, outage, booking, unreachable, promise, other',
    },
    sev: {
      read: named(SEVERITY_NAMES, (severities) => (thread) => severities.includes(thread.severity)),
      allowed: '1 to 4, low (1 and 2) or high (3 and 4)',
    },
    escalation: {
      read: named(LEVEL_NAMES, (levels) => (thread) => levels.includes(levelOf(thread))),
      allowed: '1 to 5, low, medium-low, medium, medium-high or high',
    },
    risk: {
      read: named(RISK_NAMES, (risks) => (thread) => thread.risks.some((risk) => risks.includes(risk))),
      allowed: 'any, danger, self-harm, legal, data, press',
    },
    is: { read: (value) => FLAGS.get(value), allowed: [...FLAGS.keys()].join(', ') },
    has: { read: (value) => HOLDINGS.get(value), allowed: [...HOLDINGS.keys()].join(', ') },
    from: { read: fromTest, allowed: 'a handle or a name, e.g. from:@ada' },
    channel: { read: channelTest, allowed: 'a network, e.g. channel:reddit' },
    owner: { read: ownerTest, allowed: 'me, none or the name of a colleague' },
    lang: { read: languageTest, allowed: 'the code of a language, e.g. lang:de' },
  }),
);

const ALIASES: ReadonlyMap<string, string> = new Map([
  ['severity', 'sev'],
  ['level', 'escalation'],
  ['network', 'channel'],
  ['language', 'lang'],
]);

/** What the field asks of a thread, or what is wrong with it. */
function fieldTest(field: string, value: string): Test | string {
  const known = FIELDS.get(ALIASES.get(field) ?? field);
  if (!known) {
    const fields = [...FIELDS.keys()].map((each) => `${each}:`);
    return `"${field}:" is not a field of the search; there are ${fields.join(' ')} (to find the words themselves, write "${field}:${value}" in quotes)`;
  }
  const test = value === '' ? undefined : known.read(value.toLowerCase());
  return test ?? `"${field}:${value}" is not known; after ${field}: expected ${known.allowed}`;
}

/** A field whose values have names. */
function named<Value>(names: ReadonlyMap<string, readonly Value[]>, test: (values: readonly Value[]) => Test): Field {
  return (value) => {
    const values = names.get(value);
    return values && test(values);
  };
}

function fromTest(value: string): Test | undefined {
  const sought = value.replace(/^@/, '');
  return sought === '' ? undefined : ({ author }) => has(author.handle, sought) || has(author.name, sought);
}

/** `channel:"google play"` is google-play. */
function channelTest(value: string): Test {
  const sought = value === 'twitter' ? 'x' : lettersOf(value);
  return ({ network }) => lettersOf(network) === sought;
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function languageTest(value: string): Test | undefined {
  return /^[a-z]{2,3}$/.test(value) ? ({ language }) => language.code === value : undefined;
}

function ownerTest(value: string): Test {
  return (thread, { agent, now }) => {
    const owner = livingClaim(thread, now)?.agent.toLowerCase();
    if (value === 'none') return owner === undefined;
    return owner === (value === 'me' ? agent.toLowerCase() : value);
  };
}

/** A word stands in what the list shows: who wrote, how it begins, the case number. */
function wordTest(word: string): Test {
  const sought = word.toLowerCase();
  const caseNumber = parseCaseNumber(word);
  const handle = sought.replace(/^@/, '');
  return (thread) =>
    has(thread.excerpt, sought) ||
    has(thread.author.handle, handle) ||
    has(thread.author.name, sought) ||
    has(thread.caseNumber, sought) ||
    thread.caseNumber === caseNumber;
}

/** Whether `text` holds the words, which are in small letters. */
function has(text: string | undefined, sought: string): boolean {
  return sought !== '' && text !== undefined && text.toLowerCase().includes(sought);
}
