// The desk's wording for what the server says in codes: causes, severities, probabilities, times and lengths.
import type { PermitView, ThreadView } from '../../../lib/api/schemas.ts';

export const CAUSE_WORDS: Readonly<Record<ThreadView['causes'][number], string>> = {
  'slow-service': 'Slow service',
  'rude-staff': 'Rude staff',
  delivery: 'Delivery',
  billing: 'Billing or refund',
  'product-fault': 'Product fault',
  outage: 'Outage',
  booking: 'Booking or cancellation',
  unreachable: 'Cannot reach anybody',
  'broken-promise': 'Broken promise',
  other: 'Other',
};

export const SEVERITY_WORDS: Readonly<Record<ThreadView['severity'], string>> = {
  1: 'No reproach',
  2: 'Disapproval',
  3: 'Accusation',
  4: 'Blame',
};

export const SEVERITIES = [1, 2, 3, 4] as const satisfies readonly ThreadView['severity'][];
// The keys of a Record over exactly these names.
export const CAUSES = Object.keys(CAUSE_WORDS) as ThreadView['causes'];

/** The levels of escalation: what each is called, and who acts. */
export const LEVEL_WORDS = {
  1: ['low', 'any agent'],
  2: ['medium-low', 'the agent, having asked the lead'],
  3: ['medium', 'the lead'],
  4: ['medium-high', 'the lead, with the owner'],
  5: ['high', 'the owner'],
} as const;
export const LEVELS = [1, 2, 3, 4, 5] as const;

export const RISK_WORDS: Readonly<Record<ThreadView['risks'][number], string>> = {
  danger: 'Danger',
  'self-harm': 'Self-harm',
  'legal-threat': 'Legal threat',
  'data-leak': 'Data leak',
  press: 'Press',
};

/** Where they are not written as they are called. */
const NETWORK_WORDS: Readonly<Record<string, string>> = {
  x: 'X',
  youtube: 'YouTube',
  email: 'E-mail',
};

export function networkName(network: string): string {
  return NETWORK_WORDS[network] ?? capital(network.replaceAll('-', ' '));
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What to call whoever wrote, everywhere alike. */
export function authorName({ name, handle }: Pick<ThreadView['author'], 'name' | 'handle'>): string {
  return name ?? handle;
}

/** "Very likely a complaint": five words for a calibrated probability. */
export function likelihood(probability: number): string {
  if (probability >= 0.9) return 'Very likely a complaint';
  if (probability >= 0.65) return 'Probably a complaint';
  if (probability >= 0.35) return 'Could be either way';
  return probability >= 0.1 ? 'Probably not a complaint' : 'Very likely not a complaint';
}

/** "Billing or refund, Delivery"; empty without any. */
export function causeWords(causes: ThreadView['causes']): string {
  return causes.map((cause) => CAUSE_WORDS[cause]).join(', ');
}

/** Stands where the words of a post stood that is no longer on its network. */
export const GONE = '(no longer on the network)';

/** "1 thread", "2 threads". */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

const languages = new Intl.DisplayNames('en', { type: 'language' });

/** Nothing is claimed about a post in a language that the model was not taught. */
export function languageWords({ code, known }: ThreadView['language']): string {
  if (known) return nameOf(code);
  return code === 'und'
    ? 'Language not recognised: a person must read it'
    : `${nameOf(code)}: not judged, a person must read it`;
}

/** Whether the severity is anybody's word: the model's, or that of a person who graded it. */
export function isJudged({ language, gradedByPerson }: ThreadView): boolean {
  return language.known || gradedByPerson === true;
}

function nameOf(code: string): string {
  try {
    return languages.of(code) ?? code;
  } catch {
    return code;
  }
}

export function money(micros: number): string {
  return micros === 0 ? 'free' : `$${(micros / 1_000_000).toFixed(micros < 10_000 ? 3 : 2)}`;
}

const LINK = /https?:\/\/\S+/g;
/** https://docs.x.com/fundamentals/counting-characters: a link is 23, an emoji 2, most scripts of Europe 1, others 2. */
const X_LINK = 'x'.repeat(23);
const SINGLE = /^[ -\u{10ff}\n\u{2000}-\u{200d}\u{2010}-\u{201f}\u{2032}-\u{2037}]+$/u;

/** A first count while the server's answer is on its way; the server's count decides. */
export function estimateLength(text: string, unit: PermitView['unit']): number {
  if (unit === 'character') return [...text].length;
  const isX = unit === 'x-weighted';
  const graphemes = [...new Intl.Segmenter().segment(isX ? text.normalize().replace(LINK, X_LINK) : text)];
  if (!isX) return graphemes.length;
  return graphemes.reduce((sum, { segment }) => sum + (SINGLE.test(segment) ? [...segment].length : 2), 0);
}
