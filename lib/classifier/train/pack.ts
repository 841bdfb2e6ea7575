// Writes a trained model in the compact form of its file.
import type { LinearWeights } from '../linear-model.ts';
import type { Model, PackedModel, PackedNumbers } from '../model.ts';

export function packModel(model: Model): PackedModel {
  return {
    ...model,
    complaint: packWeights(model.complaint),
    severity: packWeights(model.severity),
    praise: packWeights(model.praise),
    language: { ...model.language, logShares: packNumbers(model.language.logShares) },
  };
}

function packWeights({ bias, weights }: LinearWeights): PackedNumbers & { readonly bias: number } {
  return { bias, ...packNumbers(weights) };
}

export function packNumbers(numbers: Float32Array): PackedNumbers {
  const largest = numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const bytes = Int8Array.from(
    numbers,
    (x) => Math.sign(x) * Math.round(127 * Math.sqrt(Math.abs(x) / (largest || 1))),
  );
  return { largest, bytes: Buffer.from(bytes.buffer).toString('base64') };
}
