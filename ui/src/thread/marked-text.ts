// Cuts a post's text at the words that decided, so that they can be marked without ever parsing it as HTML.
import type { PostView } from '../../../lib/api/schemas.ts';

export interface Piece {
  readonly text: string;
  /** In logits; positive speaks for a complaint. Absent for words that did not decide. */
  readonly weight?: number;
}

/** The text in order and whole; marks that overlap an earlier one or lie outside the text are left out. */
export function markedText(text: string, because: PostView['assessment']['because']): readonly Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const { start, end, weight } of [...because].sort((a, b) => a.start - b.start)) {
    if (start < done || end <= start || end > text.length) continue;
    if (start > done) pieces.push({ text: text.slice(done, start) });
    pieces.push({ text: text.slice(start, end), weight });
    done = end;
  }
  return done < text.length ? [...pieces, { text: text.slice(done) }] : pieces;
}
