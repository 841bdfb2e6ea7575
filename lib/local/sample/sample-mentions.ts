// The posts that a laptop without accounts shows: written for the project, about a brand and people that do not exist.
import { isHistory, type Mention, mentionSchema } from '../../domain/mention.ts';
import { type Instant, plus } from '../../domain/time.ts';
import posts from './sample-posts.json' with { type: 'json' };

/**
 * The sample as if it had been heard in the three days before `now`, oldest first. Ids stay the same from run to run, so
 * feeding it again doubles nothing. Throws ZodError when a post of the file does not have the form of a mention.
 */
export function sampleMentions(now: Instant): Mention[] {
  return posts
    .toSorted((one, other) => other.minutesAgo - one.minutesAgo)
    .map(({ minutesAgo, ...post }) => {
      const createdAt = plus(now, { minutes: -minutesAgo });
      return mentionSchema.parse({
        ...post,
        createdAt,
        source: 'sample',
        sample: true,
        backfill: isHistory(createdAt, now),
      });
    });
}
