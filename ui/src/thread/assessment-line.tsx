// What the classifier says about a post, in words that can be checked.
import type { PostView } from '../../../lib/api/schemas.ts';
import { CAUSE_WORDS, languageName, likelihood, percent, RISK_WORDS, SEVERITY_WORDS } from '../shared/words.ts';

export function AssessmentLine({ assessment }: { readonly assessment: PostView['assessment'] }) {
  const { probability, severity, causes, risks, language, model } = assessment;
  return (
    <p class="assessment" title={`Judged by ${model}`}>
      {risks.map((risk) => (
        <span key={risk} class="risk">
          {RISK_WORDS[risk]}
        </span>
      ))}
      <span class="likelihood">
        {likelihood(probability)} <span class="muted">{percent(probability)}</span>
      </span>
      <span class={`severity severity-${severity}`}>{SEVERITY_WORDS[severity]}</span>
      {causes.map((cause) => (
        <span key={cause}>{CAUSE_WORDS[cause]}</span>
      ))}
      <span>{languageName(language)}</span>
    </p>
  );
}
