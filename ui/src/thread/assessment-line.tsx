// What the classifier says about a post, in words that can be checked.
import type { PostView } from '../../../lib/api/schemas.ts';
import { CAUSE_WORDS, languageWords, likelihood, percent, RISK_WORDS, SEVERITY_WORDS } from '../shared/words.ts';

interface AssessmentProps {
  readonly assessment: PostView['assessment'];
}

export function AssessmentLine({ assessment }: AssessmentProps) {
  const { risks, language, model } = assessment;
  return (
    <p class="assessment" title={`Judged by ${model}`}>
      {risks.map((risk) => (
        <span key={risk} class="risk">
          {RISK_WORDS[risk]}
        </span>
      ))}
      {language.known && <Verdict assessment={assessment} />}
      <span>{languageWords(language)}</span>
    </p>
  );
}

function Verdict({ assessment }: AssessmentProps) {
  const { probability, severity, causes } = assessment;
  return (
    <>
      <span class="likelihood">
        {likelihood(probability)} <span class="muted">{percent(probability)}</span>
      </span>
      <span class={`severity severity-${severity}`}>{SEVERITY_WORDS[severity]}</span>
      {causes.map((cause) => (
        <span key={cause}>{CAUSE_WORDS[cause]}</span>
      ))}
    </>
  );
}
