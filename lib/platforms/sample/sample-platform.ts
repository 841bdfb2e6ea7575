// Stands in for the networks of the sample posts, so that answering can be tried: what is answered stays on this machine.
import type { Platform } from '../platform.ts';

const MAX_LENGTH = 300;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

export const samplePlatform: Platform = {
  network: 'sample',
  capabilities: { safeToRepeat: true },
  sources: [],
  poll: async () => ({ items: [], unreadable: [] }),
  permit: () => ({
    allowed: true,
    reason: 'A sample to try things on: the answer stays on this machine and is sent nowhere.',
    maxLength: MAX_LENGTH,
    unit: 'grapheme',
    costMicros: 0,
    direct: { allowed: true, reason: 'As on Mastodon, where only the author reads it.' },
  }),
  measure: (text) => {
    const length = [...graphemes.segment(text)].length;
    return { length, max: MAX_LENGTH, unit: 'grapheme', fits: length <= MAX_LENGTH };
  },
  reply: async ({ sendKey }) => ({ nativeId: `sample-${sendKey}` }),
  findOwnReply: async ({ sendKey }) => ({ nativeId: `sample-${sendKey}` }),
  whoAmI: async () => ({ handle: 'sample' }),
};
