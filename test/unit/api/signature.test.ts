// Signatures are checked against values made by another program: openssl dgst -sha256 -hmac KEY.
import { describe, expect, it } from 'vitest';
import { isSame, isSignatureOf, secondsOff, signatureOf } from '../../../lib/api/signature.ts';

const BYTES = new Uint8Array([0xff, 0x00]);

describe('a signature', () => {
  it.each([
    {
      of: 'the published example (RFC 4231, test case 2)',
      signed: { secret: 'Jefe', form: 'hex' as const, parts: ['what do ya want for ', 'nothing?'] },
      is: 'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    },
    {
      of: 'an import: time, full stop, body',
      signed: {
        secret: 'acme-import-secret-of-32-characters!',
        form: 'hex' as const,
        parts: ['1795338000', '.', '{"id":"1"}'],
      },
      is: 'sha256=919c69a75559b1f0e0c61a7771c9baa4f74f960585af1d1ac49b7e1c249325a1',
    },
    {
      of: "a delivery of Meta's",
      signed: { secret: 'metaAppSecretOfAcme', form: 'hex' as const, parts: ['{"object":"page","entry":[]}'] },
      is: 'sha256=b36da699a61e5f482dbf0a65cb25e72b3f008f4b5ad058179864558651aeda99',
    },
    {
      of: 'text beyond ASCII',
      signed: { secret: 'metaAppSecretOfAcme', form: 'hex' as const, parts: [Buffer.from('Straße ☕')] },
      is: 'sha256=05132005855f6ceaf94c5a0f454a38585dfd7797d19d3bbcc09a94f443ea267e',
    },
    {
      of: 'bytes that are no text',
      signed: { secret: 'metaAppSecretOfAcme', form: 'hex' as const, parts: [BYTES] },
      is: 'sha256=f5170f50a15b36925356f61c8e6e972a3edab4231b002a36b700dbf0924801ef',
    },
    {
      of: "X's challenge",
      signed: {
        secret: 'xConsumerSecretOfAcme',
        form: 'base64' as const,
        parts: ['9b4507b3-9040-4669-9ca3-6b94edb50553'],
      },
      is: 'sha256=Fs/PVe8cjjVqJGU2jHPUPXsZWiqQJIoMftt3e1kPToU=',
    },
  ])('of $of is the one openssl makes', ({ signed, is }) => {
    expect(signatureOf(signed)).toBe(is);
    expect(isSignatureOf(signed, is)).toBe(true);
  });

  const signed = { secret: 'Jefe', form: 'hex', parts: ['what do ya want for nothing?'] } as const;
  const right = signatureOf(signed);

  it.each([
    ['another secret', signatureOf({ ...signed, secret: 'Jeff' })],
    ['another text', signatureOf({ ...signed, parts: ['what do ya want for nothing!'] })],
    ['the other form', signatureOf({ ...signed, form: 'base64' })],
    ['its hash without the name', right.replace('sha256=', '')],
    ['capital letters', right.toUpperCase()],
    ['its first half', right.slice(0, 40)],
    ['something after it', `${right}0`],
    ['nothing', ''],
    ['letters beyond ASCII', right.replace('5', 'ä')],
  ])('is not taken with %s', (_what, given) => {
    expect(isSignatureOf(signed, given)).toBe(false);
  });
});

describe('two texts', () => {
  it('are the same only byte for byte', () => {
    expect(isSame('verify me', 'verify me')).toBe(true);
    expect(isSame('verify me', 'verify m')).toBe(false);
    expect(isSame('verify me', 'Verify me')).toBe(false);
    expect(isSame('é', 'e\u0301')).toBe(false);
  });
});

describe('the time of signing', () => {
  const now = '2026-11-22T09:00:00.900Z';

  it('is measured in whole seconds against this clock, to both sides', () => {
    expect(secondsOff('1795338000', now)).toBe(0);
    expect(secondsOff('1795337700', now)).toBe(-300);
    expect(secondsOff('1795338301', now)).toBe(301);
    expect(secondsOff('1795338000000', now)).toBeGreaterThan(1e12);
  });

  it.each(['', '-1', '1e9', '2026-11-22T09:00:00Z', '1795338000.5', ' 1795338000', '9'.repeat(16), 'Infinity'])(
    'is no time when it is "%s"',
    (timestamp) => {
      expect(secondsOff(timestamp, now)).toBeUndefined();
    },
  );
});
