// The helper models that come with Earshot for judging by folds; the product itself does not need them.
import type { LinearWeights } from '../linear-model.ts';
import { unpackWeights } from '../model.ts';
import packed from '../weights/helpers.json' with { type: 'json' };

export function shippedHelpers(): readonly LinearWeights[] {
  return packed.map(unpackWeights);
}
