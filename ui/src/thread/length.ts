// How long a reply is: an estimate at once, the server's count as soon as it answers.
import { useEffect, useState } from 'preact/hooks';
import type { MeasureView, PermitView } from '../../../lib/api/schemas.ts';
import type { Api } from '../shared/api.ts';
import { estimateLength } from '../shared/words.ts';

interface LengthNeeds {
  readonly api: Pick<Api, 'measure'>;
  readonly threadId: string;
  readonly text: string;
  readonly permit: PermitView;
}

/** Milliseconds without a new letter before the server is asked. */
const QUIET = 300;

export function useLength({ api, threadId, text, permit }: LengthNeeds): Pick<MeasureView, 'length' | 'fits'> {
  const [measured, setMeasured] = useState<{ readonly text: string; readonly answer: MeasureView }>();
  useEffect(() => {
    if (text === '') return;
    const timer = setTimeout(() => {
      api.measure(threadId, text).then(
        (answer) => setMeasured({ text, answer }),
        // Without an answer the estimate stands; the server checks again when the reply is sent.
        () => {},
      );
    }, QUIET);
    return () => clearTimeout(timer);
  }, [threadId, text]);
  if (measured?.text === text) return measured.answer;
  const length = estimateLength(text, permit.unit);
  return { length, fits: length <= permit.maxLength };
}
