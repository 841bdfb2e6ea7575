// Makes the signed tokens with which Google and Apple let a program in, from the key that the operator was given.
import { type KeyLike, sign } from 'node:crypto';
import { SignInExpired } from './platform-errors.ts';

export interface JwtOptions {
  readonly algorithm: 'RS256' | 'ES256';
  /** The key's own name, where the network asks for it. */
  readonly keyId?: string;
  /** PEM. */
  readonly privateKey: string;
  /** Which setting holds the key, for the message when it is no key. */
  readonly setting: string;
}

/** A JSON Web Token (RFC 7519). Throws SignInExpired when the key cannot sign: it was cut or is of another kind. */
export function signedJwt(claims: Readonly<Record<string, string | number>>, options: JwtOptions): string {
  const { algorithm, keyId } = options;
  const header = { alg: algorithm, ...(keyId === undefined ? {} : { kid: keyId }), typ: 'JWT' };
  const signed = [header, claims].map((part) => base64url(JSON.stringify(part))).join('.');
  return `${signed}.${signatureOf(signed, options).toString('base64url')}`;
}

/** A key as it may turn up in a server's answer: as it is, and with its line ends written as JSON writes them. */
export function keyForms(privateKey: string): string[] {
  const key = privateKey.trim();
  return [key, JSON.stringify(key).slice(1, -1)];
}

function signatureOf(signed: string, { algorithm, privateKey, setting }: JwtOptions): Buffer {
  // JWTs carry the two numbers of an elliptic signature side by side (RFC 7518), not in DER.
  const key: KeyLike | { key: string; dsaEncoding: 'ieee-p1363' } =
    algorithm === 'ES256' ? { key: privateKey, dsaEncoding: 'ieee-p1363' } : privateKey;
  try {
    return sign('sha256', Buffer.from(signed), key);
  } catch (cause) {
    throw new SignInExpired(
      `The private key in ${setting} cannot sign (not shown: it is a secret). Copy the whole key file into it again.`,
      { cause },
    );
  }
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
