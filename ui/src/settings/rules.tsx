// What happens by itself: the team's rules, switched on and off, written in a form and tried on the past before they count.
import { useState } from 'preact/hooks';
import type { RulesView } from '../../../lib/api/library-schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Button } from '../shared/parts.tsx';
import { type Rule, RuleForm } from './rule-form.tsx';
import { LeadsOnly, TeamSection, useMayChange } from './team-section.tsx';

export function Rules() {
  const { desk } = useDesk();
  return (
    <TeamSection title="Rules" read={desk.api.rules}>
      {(rules, take) => <RuleList rules={rules} take={take} />}
    </TeamSection>
  );
}

interface ListProps {
  readonly rules: RulesView;
  readonly take: (rules: RulesView) => void;
}

function RuleList({ rules: { version, rules, words, form }, take }: ListProps) {
  const { desk } = useDesk();
  const [edited, setEdited] = useState<Rule>();
  const keep = (changed: Rule[]) => desk.api.keepRules({ version, rules: changed });
  const toggle = (rule: Rule) =>
    desk.toasts.attempt('The rule was not changed', async () =>
      take(await keep(rules.map((one) => (one === rule ? { ...rule, enabled: !rule.enabled } : one)))),
    );
  const add = () =>
    setEdited({ id: desk.newId(), name: '', enabled: true, on: ['opened'], when: [], actions: [{ do: 'tell-team' }] });
  const save = (rule: Rule, isGone: boolean) => {
    const kept = rules.map((one) => (one.id === rule.id ? rule : one));
    if (isGone) return keep(rules.filter(({ id }) => id !== rule.id));
    return keep(kept.includes(rule) ? kept : [...kept, rule]);
  };
  return (
    <>
      <ul class="history">
        {rules.map((rule, place) => (
          <RuleItem
            key={rule.id}
            rule={rule}
            words={words[place]}
            edit={() => setEdited(rule)}
            toggle={() => void toggle(rule)}
          />
        ))}
      </ul>
      <LeadsOnly>
        <Button onClick={add}>Add a rule</Button>
      </LeadsOnly>
      {edited && (
        <RuleForm
          key={edited.id}
          rule={edited}
          form={form}
          isKnown={rules.includes(edited)}
          save={save}
          onDone={take}
          close={() => setEdited(undefined)}
        />
      )}
    </>
  );
}

interface ItemProps {
  readonly rule: Rule;
  /** The rule as a sentence. */
  readonly words: string | undefined;
  readonly edit: () => void;
  readonly toggle: () => void;
}

function RuleItem({ rule, words, edit, toggle }: ItemProps) {
  const mayChange = useMayChange();
  return (
    <li>
      <header class="source-head">
        <strong class="source-name">{rule.name}</strong>
        {mayChange && (
          <Button class="small" onClick={edit}>
            Edit<span class="sr"> {rule.name}</span>
          </Button>
        )}
        <button
          type="button"
          class="switch"
          role="switch"
          aria-checked={rule.enabled}
          aria-label={rule.name}
          disabled={!mayChange}
          onClick={toggle}
        />
      </header>
      <p>{words}</p>
    </li>
  );
}
