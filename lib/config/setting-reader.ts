// Reads one setting at a time and gathers what is wrong with them, each with its fix.
import * as z from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting as the operator gave it; an empty one, as a `.env` file leaves it, is none. */
export function settingOf(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

export interface Reader {
  /** What is wrong so far. */
  readonly problems: string[];
  text(name: string): string | undefined;
  required(name: string, shouldBe: string): string;
  /** Without trailing slashes. A secret one is not repeated in the message. */
  webAddress(name: string, is?: { readonly isSecret: boolean }): string | undefined;
  yesOrNo(name: string): boolean | undefined;
  wholeNumber(name: string, bounds: { readonly from: number; readonly to: number }): number | undefined;
}

/** Reads from `env`. */
export function readerOf(env: Environment): Reader {
  const problems: string[] = [];
  const text = (name: string) => settingOf(env, name);
  const required = (name: string, shouldBe: string) => {
    const given = text(name);
    if (given === undefined) problems.push(`${name} is missing; set it to ${shouldBe}`);
    else if (isBroken(given))
      problems.push(`${name} holds a line break or another control character; expected one line: ${shouldBe}`);
    return given ?? '';
  };
  const webAddress: Reader['webAddress'] = (name, { isSecret } = { isSecret: false }) => {
    const given = text(name);
    if (given === undefined) return undefined;
    if (z.url({ protocol: /^https?$/ }).safeParse(given).success) return given.replace(/\/+$/, '');
    const shown = isSecret ? 'something else (not shown: it is a secret)' : `"${given}"`;
    problems.push(`${name} is ${shown}; expected a web address such as https://example.org`);
    return undefined;
  };
  const wholeNumber: Reader['wholeNumber'] = (name, { from, to }) => {
    const given = text(name);
    if (given === undefined) return undefined;
    const number = Number(given);
    if (Number.isInteger(number) && number >= from && number <= to) return number;
    problems.push(`${name} is "${given}"; expected a whole number from ${from} to ${to}`);
    return undefined;
  };
  const yesOrNo = (name: string) => {
    const given = text(name);
    if (given !== undefined && given !== 'yes' && given !== 'no')
      problems.push(`${name} is "${given}"; expected yes or no`);
    return given === undefined ? undefined : given === 'yes';
  };
  return { problems, text, required, webAddress, wholeNumber, yesOrNo };
}

/** Copied with a line break in it. The content of a key file has line ends of its own. */
function isBroken(value: string): boolean {
  return /\p{Cc}/u.test(value) && !value.includes('PRIVATE KEY');
}

/** The field `name` when there is a value for it, else nothing: for spreading into settings. */
export function named<Name extends string, Value>(name: Name, given: Value | undefined): { [K in Name]?: Value } {
  // TypeScript widens a computed key to string; the key is `Name` by construction.
  return (given === undefined ? {} : { [name]: given }) as { [K in Name]?: Value };
}
