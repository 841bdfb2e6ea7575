import { describe, expect, it } from 'vitest';
import {
  googleDayEnds,
  googleReasons,
  isOutOfQuota,
  isTooFast,
  lacksRights,
} from '../../../lib/platforms/google-failures.ts';

function reasons(error: unknown): readonly string[] {
  return googleReasons({ text: JSON.stringify({ error }) });
}

describe("Google's day", () => {
  it.each([
    ['in winter', '2026-11-21T09:00:00.000Z', '2026-11-22T08:00:00.000Z'],
    ['in summer', '2026-07-01T06:59:59.999Z', '2026-07-01T07:00:00.000Z'],
    ['at midnight itself', '2026-07-01T07:00:00.000Z', '2026-07-02T07:00:00.000Z'],
    ['when the clocks go back', '2026-11-01T08:30:00.000Z', '2026-11-02T08:00:00.000Z'],
    ['when the clocks go forward', '2027-03-14T09:30:00.000Z', '2027-03-15T07:00:00.000Z'],
  ])('ends at midnight in California %s', (_when, now, end) => {
    expect(googleDayEnds(now)).toBe(end);
  });
});

describe("Google's reasons", () => {
  it('are found where old and new services put them', () => {
    expect(reasons({ code: 403, errors: [{ domain: 'youtube.quota', reason: 'quotaExceeded' }] })).toEqual([
      'quotaExceeded',
    ]);
    const details = [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' },
    ];
    expect(reasons({ status: 'PERMISSION_DENIED', details })).toEqual([
      'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
      'PERMISSION_DENIED',
    ]);
  });

  it.each(['', '<html>', '{}', '{"error":"invalid_grant"}', '{"error":{"errors":["x"]}}'])('are none in %j', (text) => {
    expect(googleReasons({ text })).toEqual([]);
  });

  it('tell a used-up day from calls that come too fast and from missing rights', () => {
    expect(isOutOfQuota(['quotaExceeded'])).toBe(true);
    expect(isTooFast(['userRateLimitExceeded'])).toBe(true);
    expect(lacksRights(['insufficientPermissions'])).toBe(true);
    expect([isOutOfQuota(['forbidden']), isTooFast(['forbidden']), lacksRights(['forbidden'])]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
