// Personal data in an answer that everybody can read: what surely is some holds the answer back, what may be some is advised of.
import { luhnDigit, parseCaseNumber } from './case-number.ts';
import { type PersonalData, personalDataIn } from './personal-data.ts';

/** An order, a parcel or a point in time as easily as a phone number: nobody can tell by its digits. */
interface Suspicion extends PersonalData {
  readonly isSure: boolean;
}

/**
 * Personal data that must not stand in a public answer, in the order of the text. `published` are the brand's own addresses
 * and numbers, which may: in any spelling. What only the brand can have is told from it without a list: a mailbox named
 * after its task (`support@`), a number that is free to call. Our case numbers, dates and hours are nobody's data.
 */
export function personalInPublic(text: string, published: readonly string[] = []): readonly Suspicion[] {
  const own = new Set(published.map(bare));
  return personalDataIn(text)
    .filter((found) => !own.has(bare(found.text)) && !isNobodys(found, text))
    .map((found) => ({ ...found, isSure: isSure(found, text) }));
}

function bare(text: string): string {
  const lower = text.toLowerCase();
  return lower.includes('@') ? lower.trim() : lower.replace(/[^a-z\d]/gu, '');
}

/** Source for the names: RFC 2142, and what companies call their mailboxes besides. */
const TASK_MAILBOX =
  /^(?:info|support|help|helpdesk|service|services|care|customer[._-]?(?:service|services|care|support|relations)|contact|hello|hi|team|office|sales|billing|press|media|privacy|dpo|complaints?|feedback|returns|orders|refunds|abuse|security|legal|kontakt|hilfe|kundenservice|datenschutz|aide|contacto|ayuda|aiuto|ajuda|klantenservice)@/iu;

/** 0800 and 0808, 00800, +1 800 and its successors, +44 800, 116 numbers: free to call, so never a person's own. */
const FREE_TO_CALL =
  /^(?:0800|0808|00800|1800|1300|116\d{3}$|(?:\+|00)\d{1,3}80[08]\d|(?:\+?1)?8(?:00|33|44|55|66|77|88)\d{7}$)/u;

const HOURS_FROM_TO = /^(?:[01]\d|2[0-4])[.]?[0-5]\d\s?[–-]\s?(?:[01]\d|2[0-4])[.]?[0-5]\d$/u;
const DAY = String.raw`\d{1,2}[./]\d{1,2}(?:[./](?:\d{4}|\d{2})?)?`;
const DAYS_FROM_TO = new RegExp(String.raw`^${DAY}\s?[–-]\s?${DAY}$`, 'u');
const LINK_AROUND = /^[("'<[]*(?:https?:\/\/|www\.|(?:[\p{L}\d-]+\.)+\p{L}{2,}\/)/iu;

function isNobodys({ kind, text: found, start }: PersonalData, text: string): boolean {
  if (kind === 'e-mail') return text[start - 1] === '@' || TASK_MAILBOX.test(found);
  const word = /\S*$/u.exec(text.slice(0, start))?.[0] ?? '';
  if (LINK_AROUND.test(word + found)) return true;
  if (kind !== 'phone') return false;
  if (/^\d{4}-\d{4}$/u.test(found) && parseCaseNumber(found)) return true;
  return HOURS_FROM_TO.test(found) || DAYS_FROM_TO.test(found) || FREE_TO_CALL.test(found.replace(/[^\d+]/gu, ''));
}

const CALLED =
  /(?:\b(?:call|calls|ring|phone|mobile|tel|telephone|text|whatsapp|reach you (?:on|at))\W{0,3}(?:\w+\W+){0,3}|☎|📞)\s*$/iu;
const NAMED =
  /\b(?:order|case|ticket|ref|reference|invoice|parcel|tracking|booking|account)\b\W{0,3}(?:(?:no|nr|number|id|is)\b\W{0,3})*$/iu;
/** With a plus or a zero in front, in brackets, or in the three groups of North America. */
const DIALLED = /^(?:\+|0\d|\(\d)|^\d{3}[-. ]\d{3}[-. ]\d{4}$/u;

function isSure({ kind, text: found, start }: PersonalData, text: string): boolean {
  if (kind === 'e-mail') return true;
  if (kind === 'account') return isIban(found.replace(/\s/gu, ''));
  if (kind === 'card') return isCard(found.replace(/\D/gu, ''));
  const before = text.slice(Math.max(0, start - 40), start);
  return !NAMED.test(before) && (CALLED.test(before) || DIALLED.test(found));
}

/** Source: ISO 13616, the check digits modulo 97. */
function isIban(account: string): boolean {
  const digits = [...(account.slice(4) + account.slice(0, 4))].map((character) => Number.parseInt(character, 36));
  return BigInt(digits.join('')) % 97n === 1n;
}

/** Source: ISO/IEC 7812; the issuers of payment cards begin with 2 to 6, the last digit is Luhn's. */
function isCard(digits: string): boolean {
  return /^[2-6]/u.test(digits) && luhnDigit(digits.slice(0, -1)) === digits.slice(-1);
}
