// What the classifier says about a post, in words that can be checked, and what a person may correct with one key.
import type { PostView, ThreadView } from '../../../lib/api/schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { hint, keyOf } from '../shared/keys.ts';
import { causeWords, isJudged, languageWords, likelihood, RISK_WORDS, SEVERITY_WORDS } from '../shared/words.ts';

interface AssessmentProps {
  readonly assessment: PostView['assessment'];
  /** Beside the newest post: what counts for the thread stands there, to be corrected. */
  readonly thread?: ThreadView | undefined;
}

export function AssessmentLine({ assessment, thread }: AssessmentProps) {
  const { risks, language, model, probability, severity, causes } = assessment;
  const percent = `${Math.round(probability * 100)} %`;
  return (
    <p class="assessment">
      {risks.map((risk) => (
        <span key={risk} class="risk">
          {RISK_WORDS[risk]}
        </span>
      ))}
      {language.known && (
        <span class="likelihood" title={`${percent} by the classifier`}>
          {likelihood(probability)}
          <span class="sr"> ({percent})</span>
        </span>
      )}
      {thread ? (
        <Correctable thread={thread} />
      ) : (
        language.known && (
          <>
            <span class={`severity severity-${severity}`}>{SEVERITY_WORDS[severity]}</span>
            {causes.length > 0 && <span>{causeWords(causes)}</span>}
          </>
        )
      )}
      <span>{languageWords(language)}</span>
      <span class="muted">{model}</span>
      <Reasons because={assessment.because} />
    </p>
  );
}

function Correctable({ thread }: { readonly thread: ThreadView }) {
  const { commands } = useDesk();
  const isGraded = isJudged(thread);
  return (
    <>
      <button type="button" class="correct" title={hint('severity')} onClick={commands.severity}>
        <span class={isGraded ? `severity severity-${thread.severity}` : 'severity'}>
          {isGraded ? SEVERITY_WORDS[thread.severity] : 'Severity not judged'}
        </span>
        <kbd aria-hidden="true">{keyOf('severity')}</kbd>
      </button>
      <button type="button" class="correct" title={hint('cause')} onClick={commands.cause}>
        {causeWords(thread.causes) || 'No cause'}
        <kbd aria-hidden="true">{keyOf('cause')}</kbd>
      </button>
    </>
  );
}

/** The marks in the text, for those who do not see them. */
function Reasons({ because }: Pick<PostView['assessment'], 'because'>) {
  const wordsWhere = (speaks: (weight: number) => boolean) =>
    because.flatMap(({ text, weight }) => (speaks(weight) ? [`“${text}”`] : [])).join(', ');
  const [pro, contra] = [wordsWhere((weight) => weight > 0), wordsWhere((weight) => weight < 0)];
  return (
    <span class="sr">
      {pro && ` For a complaint speaks ${pro}.`}
      {contra && ` Against it speaks ${contra}.`}
    </span>
  );
}
