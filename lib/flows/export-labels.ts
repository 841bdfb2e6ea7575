// Hands out what people decided about posts, in the form in which the classifier is trained and judged (requirement U8).
import { type Label, labelsOf } from '../domain/label.ts';
import { hasText, postKey } from '../domain/mention.ts';
import { withStandIns } from '../domain/personal-data.ts';
import type { Clock, Instant } from '../domain/time.ts';
import type { Db } from '../store/db.ts';
import { walkThreads } from '../store/thread-walk.ts';

/** A row of a judging file (lib/classifier/train/corpora.ts), and what it rests on. Says nothing of who decided. */
export interface LabelRow {
  /** Handles, links, addresses and numbers are replaced by others of their form. */
  readonly text: string;
  readonly complaint: 0 | 1;
  /** Where it was heard. */
  readonly domain: string;
  readonly severity?: Label['severity'];
  /** `network/id` of the post. */
  readonly id: string;
  readonly causes?: Label['causes'];
  readonly decidedAt: Instant;
  /** What was said of it before, by which model. */
  readonly said: Label['said'];
}

export interface ExportLabelsDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly onRow: (row: LabelRow) => void;
}

export interface LabelsExported {
  readonly labels: number;
  /** Decided about, but the post has no text any more. */
  readonly withoutText: number;
}

/** Every label that stands, or those decided since an instant. */
export async function exportLabels(deps: ExportLabelsDeps, since?: Instant): Promise<LabelsExported> {
  const counts = { labels: 0, withoutText: 0 };
  for await (const { events, posts } of walkThreads(deps, since)) {
    for (const label of labelsOf(events).filter(({ at }) => since === undefined || at >= since)) {
      const post = posts.find(({ mention }) => mention.id === label.postId);
      if (post && hasText(post.mention)) {
        counts.labels += 1;
        deps.onRow(rowOf(label, post.mention));
      } else {
        counts.withoutText += 1;
      }
    }
  }
  return counts;
}

function rowOf(
  { decision, severity, causes, at, said }: Label,
  mention: { readonly network: string; readonly id: string; readonly text: string },
): LabelRow {
  return {
    text: withStandIns(mention.text),
    complaint: decision === 'complaint' ? 1 : 0,
    domain: mention.network,
    ...(severity ? { severity } : {}),
    id: postKey(mention),
    ...(causes ? { causes } : {}),
    decidedAt: at,
    said,
  };
}
