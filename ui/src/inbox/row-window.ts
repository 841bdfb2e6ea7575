// Which rows of a long list are drawn: all have one height, so a scroll position is enough to tell.

export const ROW_HEIGHT = 84;

/** Rows drawn beyond each edge, so that a quick scroll meets no blank. */
const BEYOND = 4;

export interface Viewport {
  /** In pixels. */
  readonly scrollTop: number;
  readonly height: number;
}

/** First row and the row after the last to draw. */
export function rowWindow(count: number, { scrollTop, height }: Viewport): readonly [number, number] {
  const first = Math.floor(scrollTop / ROW_HEIGHT) - BEYOND;
  const end = Math.ceil((scrollTop + height) / ROW_HEIGHT) + BEYOND;
  return [Math.max(0, Math.min(first, count)), Math.max(0, Math.min(end, count))];
}

/** Where to scroll so that a row is wholly in sight; the present position when it is. */
export function scrollToShow(index: number, { scrollTop, height }: Viewport): number {
  const top = index * ROW_HEIGHT;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + ROW_HEIGHT - height);
}
