// Complaints for a bench, each by another author.
import { type Mention, mentionSchema } from '../../lib/domain/mention.ts';

const TEXTS = [
  'Still waiting for my refund, three weeks now and nobody answers. This is a disgrace.',
  'The parcel arrived broken again, second time this month. I want my money back.',
  'Your app has been down all morning and your hotline hangs up on me.',
];

/** The n-th complaint; its author is `late<n>`. */
export function complaintBy(n: number, createdAt: string): Mention {
  const handle = `late${n}`;
  return mentionSchema.parse({
    network: 'x',
    id: `bench-${n}`,
    text: `${TEXTS[n % TEXTS.length]} (${n})`,
    createdAt,
    addressed: true,
    source: 'bench',
    author: { id: `a-${n}`, handle },
  });
}
