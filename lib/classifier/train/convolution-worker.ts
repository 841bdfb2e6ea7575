// Fits one convolution.
import type { ConvolutionWeights } from '../convolution.ts';
import { type ConvolutionTask, fitConvolution } from './fit-convolution.ts';

export function work({ lessons, ...fitting }: ConvolutionTask): ConvolutionWeights {
  return fitConvolution(lessons, fitting);
}
