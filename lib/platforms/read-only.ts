// What every network has in common that can be heard and not answered by a program: a person opens the post and answers there.
import type { Platform } from './platform.ts';
import { ReplyNotPermitted } from './platform-errors.ts';

/** The part of a platform that concerns answers; `reason` says why there are none and what a person can do. */
export function readOnly(
  reason: string,
): Pick<Platform, 'capabilities' | 'permit' | 'measure' | 'reply' | 'findOwnReply'> {
  return {
    // Nothing is ever sent.
    capabilities: { safeToRepeat: true },
    permit: ({ url }) => ({
      allowed: false,
      reason,
      maxLength: 0,
      unit: 'character',
      costMicros: 0,
      ...(url === undefined ? {} : { openUrl: url }),
    }),
    measure: (text) => ({ length: [...text].length, max: 0, unit: 'character', fits: false }),
    reply: async () => {
      throw new ReplyNotPermitted(reason, { reason });
    },
    findOwnReply: async () => undefined,
  };
}
