import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyForms, signedJwt } from '../../../lib/platforms/jwt.ts';
import { SignInExpired } from '../../../lib/platforms/platform-errors.ts';

const PEM = { type: 'pkcs8', format: 'pem' } as const;

describe('a signed token', () => {
  it('of an elliptic key carries its two numbers side by side, 64 bytes, and names the key', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = { privateKey: privateKey.export(PEM).toString(), setting: 'A_KEY' };
    const token = signedJwt({ iss: 'us', exp: 7 }, { algorithm: 'ES256', keyId: 'K1', ...key });
    const [header, claims, signature] = token.split('.').map((part) => Buffer.from(part, 'base64url'));
    expect(JSON.parse(String(header))).toEqual({ alg: 'ES256', kid: 'K1', typ: 'JWT' });
    expect(JSON.parse(String(claims))).toEqual({ iss: 'us', exp: 7 });
    expect(signature).toHaveLength(64);
    const signed = Buffer.from(token.slice(0, token.lastIndexOf('.')));
    expect(verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature!)).toBe(true);
  });

  it('of an RSA key is signed with SHA-256', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = { privateKey: privateKey.export(PEM).toString(), setting: 'A_KEY' };
    const token = signedJwt({ iss: 'us' }, { algorithm: 'RS256', ...key });
    const cut = token.lastIndexOf('.');
    const signature = Buffer.from(token.slice(cut + 1), 'base64url');
    expect(verify('sha256', Buffer.from(token.slice(0, cut)), publicKey, signature)).toBe(true);
  });

  it('is not made with what is no key; the setting is named and the key is not shown', () => {
    const options = { algorithm: 'ES256', privateKey: 'PRIVATE KEY half', setting: 'A_KEY' } as const;
    let caught: unknown;
    try {
      signedJwt({}, options);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(SignInExpired);
    expect(String(caught)).toContain('A_KEY');
    expect(String(caught)).not.toContain('half');
  });

  it('leaves no form of its key unknown to those who strike it out', () => {
    expect(keyForms('a\nb\n')).toEqual(['a\nb', 'a\\nb']);
  });
});
