// Who signs an answer: a person by name or initials, or only the brand (requirement A3, consistent).
import { signNameOf } from './call-name.ts';
import type { Mark } from './reply-finding.ts';

export interface Signature {
  readonly by: 'person' | 'brand' | 'nobody';
  readonly marks: readonly Mark[];
}

const NAME = String.raw`\p{Lu}[\p{L}\p{M}'’.]*(?:[ -]\p{Lu}[\p{L}\p{M}'’.]*){0,3}`;
/** What may follow the name: "Ana, Acorn Mobile", "Ana from Acorn Mobile". */
const OF_BRAND = String.raw`(?:(?:,? (?:from|at|of|@)|,| \|)\s(?:the )?${NAME})?`;
/** `^AB`, `– Ana`, `~ Ana`, `/Ana`, `*Ana`, at the very end; a hashtag or a link may follow. */
const MARKED = new RegExp(
  String.raw`(?:\^\s?\p{L}{1,20}|(?<=^|[\s.!?,)])(?:[–—~*/]|-{1,2})\s?(?<name>(?:the |your )?${NAME})${OF_BRAND})(?=\W*(?:\s(?:#|https?:)\S+\s*)*$)`,
  'u',
);
/** "Best wishes, Ana": in the languages of the sorry words. */
const CLOSING = new RegExp(
  String.raw`(?:(?:kind|best|warm|many) (?:regards|wishes|thanks)|regards|best|cheers|sincerely|yours(?: truly| sincerely)?|all the best|take care|viele grüße|(?:mit )?(?:freundlichen|besten|lieben) grüßen|beste grüße|liebe grüße|cordialement|bien à vous|saludos|un saludo|atentamente|cordiali saluti|saluti|groet(?:en|jes)?|met vriendelijke groet|atenciosamente|cumprimentos|abraço)[,!]?\s+(?:the |your )?(?<name>(?-i:${NAME}))(?-i:${OF_BRAND})\W*$`,
  'iu',
);
/** A line of its own at the end. */
const LAST_LINE = new RegExp(String.raw`\n\s*(?<name>${NAME})${OF_BRAND}\W*$`, 'u');
const TEAM = /\b(?:team|customer|service|services|support|care|help ?desk|social|group|crew)\b/iu;

/** `brand`: the names of the brand, with which a person does not sign. */
export function signatureIn(text: string, agent: string, brand: readonly string[]): Signature {
  const name = signNameOf(agent);
  const found = [MARKED, CLOSING, LAST_LINE].map((pattern) => pattern.exec(text)).find((match) => match !== null);
  const intro = introduced(text, name);
  if (!found) return intro ? { by: 'person', marks: [intro] } : { by: 'nobody', marks: [] };
  const marks = [{ start: found.index, end: found.index + found[0].trimEnd().length }];
  const signed = found.groups?.['name']?.toLowerCase() ?? '';
  const isBrand = TEAM.test(signed) || brand.some((own) => signed.includes(own.toLowerCase()));
  const isPerson = !isBrand || intro !== undefined || (name !== undefined && isWordIn(signed, name));
  return { by: isPerson ? 'person' : 'brand', marks: intro && isBrand ? [intro] : marks };
}

function isWordIn(text: string, word: string): boolean {
  return new RegExp(String.raw`(?<!\p{L})${word}(?!\p{L})`, 'iu').test(text);
}

/** "I'm Ana", "Ana here", "This is Ana from Acorn Mobile", or the agent's own name as the last word. */
function introduced(text: string, name: string | undefined): Mark | undefined {
  if (name === undefined) return undefined;
  const patterns = [
    String.raw`(?<=(?:\bI am|\bI['’]m|\bmy name is|\bMy name is|\bthis is|\bThis is|\bIt['’]s|\bit['’]s) )${name}(?!\p{L})`,
    String.raw`(?<!\p{L})${name}(?= (?:here|from|at)\b)`,
    String.raw`(?<!\p{L})${name}(?=[^\p{L}\p{N}]*$)`,
  ];
  for (const pattern of patterns) {
    const match = new RegExp(pattern, 'u').exec(text);
    if (match) return { start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}
