// Ids made in the browser: a ULID (github.com/ulid/spec), ten letters of time and sixteen of chance. Written out here,
// since the package that makes them elsewhere is forty times as large.

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `now` in milliseconds since 1970. */
export function newId(now: number): string {
  const time = Array.from({ length: 10 }, (_, place) => Math.floor(now / 32 ** (9 - place)) % 32);
  return [...time, ...crypto.getRandomValues(new Uint8Array(16))].map((value) => LETTERS[value % 32]).join('');
}
