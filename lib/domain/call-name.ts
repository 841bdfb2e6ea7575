// What a person is called in an answer: the first name where one is known, nothing where a name would be a guess.

const TITLES = new Set(['dr', 'mr', 'mrs', 'ms', 'mx', 'miss', 'prof', 'professor', 'sir', 'dame', 'herr', 'frau']);

/** Accounts of no one person. */
const NOBODY = new Set(
  'the official team ltd limited inc llc gmbh plc co company shop store news club fc fan fans user anonymous customer real'.split(
    ' ',
  ),
);

/** The name to greet a customer with; undefined where the network tells a handle alone, or something that is no person's name. */
export function callNameOf({ handle, name }: { readonly handle: string; readonly name?: string }): string | undefined {
  const shown =
    name
      ?.normalize('NFC')
      .split(/[|(/,•·[]/u)[0]
      ?.trim() ?? '';
  // Made up to be a handle: `ines_93`, or the handle itself in small letters.
  if (/[\d_@#.]{1}(?!\s|$)/u.test(shown) || (shown === handle && shown === shown.toLowerCase())) return undefined;
  const words = [...shown.matchAll(/\p{L}[\p{L}\p{M}'’-]*/gu)].map(([word]) => word);
  if (words.some((word) => NOBODY.has(word.toLowerCase()))) return undefined;
  const [first] = words.filter((word) => !TITLES.has(word.toLowerCase()));
  return first === undefined || [...first].length < 2 ? undefined : inCase(first);
}

function inCase(word: string): string {
  if (word !== word.toUpperCase() || word === word.toLowerCase()) return word;
  return word.charAt(0) + word.slice(1).toLowerCase();
}

/** The name with which somebody of the team signs: accounts are often e-mail addresses. `You` is who has not said their name. */
export function signNameOf(agent: string): string | undefined {
  const [account = ''] = agent.trim().split('@');
  const [first = ''] = account.split(/[\s._+-]/u);
  if (!/^\p{L}{2,}$/u.test(first) || /^you$/iu.test(agent.trim())) return undefined;
  return first.charAt(0).toUpperCase() + first.slice(1);
}
