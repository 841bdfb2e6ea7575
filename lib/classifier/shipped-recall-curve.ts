// What each promise costs with the model that comes with Earshot; apart from its weights, for those that judge no posts.
import type { RecallCurve } from '../domain/recall-promise.ts';
import curve from './weights/recall-curve.json' with { type: 'json' };

export function shippedRecallCurve(): RecallCurve {
  return curve;
}
