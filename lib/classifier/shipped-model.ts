// The trained model that comes with Earshot.
import { type Model, unpackModel } from './model.ts';
import packed from './weights/model.json' with { type: 'json' };

export function shippedModel(): Model {
  return unpackModel(packed);
}
