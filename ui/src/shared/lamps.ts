// How a network is heard, in one word: that of its worst source.
import type { StatusView } from '../../../lib/api/status-schema.ts';

type Sources = readonly Pick<StatusView['sources'][number], 'lamp'>[];
type Lamp = Sources[number]['lamp'];

const WORST_FIRST: readonly Lamp[] = ['failing', 'late', 'off', 'never-polled', 'fresh'];

const LAMP_WORDS: Readonly<Record<Lamp, string>> = {
  fresh: 'fresh',
  late: 'late',
  failing: 'failing',
  'never-polled': 'not heard yet',
  off: 'off',
};

export function lampOf(sources: Sources): { readonly lamp: Lamp; readonly word: string } {
  const has = (lamp: Lamp) => sources.some((source) => source.lamp === lamp);
  const lamp = WORST_FIRST.find(has) ?? 'never-polled';
  const isPartly = lamp === 'off' && sources.some((source) => source.lamp !== 'off');
  return { lamp, word: isPartly ? 'partly off' : LAMP_WORDS[lamp] };
}
