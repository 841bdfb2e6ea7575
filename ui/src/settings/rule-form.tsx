// Writing a rule: when, if, then; and what it would have done to the last 30 days.
import { useState } from 'preact/hooks';
import type { RulesView, RuleTrial } from '../../../lib/api/library-schemas.ts';
import { reason } from '../shared/api.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Check, Field, FormDialog } from '../shared/form.tsx';
import { Button } from '../shared/parts.tsx';
import { formatRoute } from '../shared/route.ts';

export type Rule = RulesView['rules'][number];
type RuleField = RulesView['form']['when'][number];

interface RuleFormProps {
  readonly rule: Rule;
  /** What can be asked and done, as the server says. */
  readonly form: RulesView['form'];
  readonly isKnown: boolean;
  readonly save: (rule: Rule, isGone: boolean) => Promise<RulesView>;
  readonly onDone: (rules: RulesView) => void;
  readonly close: () => void;
}

export function RuleForm({ rule, form, isKnown, save, onDone, close }: RuleFormProps) {
  const [name, setName] = useState(rule.name);
  const [on, setOn] = useState<readonly string[]>(rule.on);
  const [when, setWhen] = useState(rule.when.map(({ field, ...part }) => rowOf(field, part)));
  const [actions, setActions] = useState(rule.actions.map(({ do: what, ...part }) => rowOf(what, part)));
  // What is typed freely becomes a rule here; the server says what is wrong with it.
  const written = () =>
    ({
      ...rule,
      name,
      on,
      when: when.map((row) => ({ field: row.name, ...partOf(form.when, row) })),
      actions: actions.map((row) => ({ do: row.name, ...partOf(form.actions, row) })),
    }) as Rule;
  const toggle = (occasion: string) =>
    setOn(on.includes(occasion) ? on.filter((one) => one !== occasion) : [...on, occasion]);
  return (
    <FormDialog
      title={isKnown ? 'Rule' : 'New rule'}
      action="Save"
      send={(typed) => save(written(), typed('gone') !== '')}
      onDone={onDone}
      onClose={close}
    >
      <Field
        label="Name"
        required
        maxLength={100}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <fieldset class="causes">
        <legend>When</legend>
        {form.on.map((occasion) => (
          <Check
            key={occasion.name}
            label={occasion.label}
            checked={on.includes(occasion.name)}
            onChange={() => toggle(occasion.name)}
          />
        ))}
      </fieldset>
      <Rows title="If all of these hold" fields={form.when} rows={when} take={setWhen} />
      <Rows title="Then" fields={form.actions} rows={actions} take={setActions} />
      <Trial rule={written} />
      {isKnown && <Check label="Delete it" name="gone" />}
    </FormDialog>
  );
}

/** One line of the form: what is asked or done, and the value as typed. */
interface Row {
  readonly name: string;
  readonly value: string;
}

function rowOf(name: string, part: object): Row {
  const [given = ''] = Object.values(part);
  const value = typeof given === 'boolean' ? (given ? 'yes' : 'no') : [given].flat().join(', ');
  return { name, value };
}

function partOf(fields: readonly RuleField[], { name, value }: Row): object {
  const field = fields.find((one) => one.name === name);
  if (!field || field.kind === 'none') return {};
  const read = {
    number: Number(value),
    list: value.split(',').flatMap((word) => word.trim() || []),
    yes: value !== 'no',
    word: value.trim(),
  };
  return { [field.value]: read[field.kind] };
}

interface RowsProps {
  readonly title: string;
  readonly fields: readonly RuleField[];
  readonly rows: readonly Row[];
  readonly take: (rows: Row[]) => void;
}

function Rows({ title, fields, rows, take }: RowsProps) {
  const options = fields.map(({ name, label }) => [name, label] as const);
  return (
    <fieldset class="rule-rows">
      <legend>{title}</legend>
      {rows.map((row, place) => {
        const { label, kind, such } = fields.find(({ name }) => name === row.name) ?? {};
        const change = (changed: Partial<Row>) => take(rows.with(place, { ...row, ...changed }));
        return (
          // biome-ignore lint: a row has no name of its own, and none changes its place.
          <div class="fields" key={place}>
            <Field
              aria-label={`${title}: what`}
              options={options}
              value={row.name}
              onChange={(event) => change({ name: event.currentTarget.value, value: '' })}
            />
            {kind !== 'none' && (
              <Field
                class="grow"
                aria-label={label}
                required
                placeholder={such}
                value={row.value}
                onInput={(event) => change({ value: event.currentTarget.value })}
              />
            )}
            <Button class="small" onClick={() => take(rows.toSpliced(place, 1))}>
              Remove<span class="sr"> {label}</span>
            </Button>
          </div>
        );
      })}
      <Button class="small" onClick={() => take([...rows, { name: fields[0]?.name ?? '', value: '' }])}>
        Add<span class="sr"> to {title}</span>
      </Button>
    </fieldset>
  );
}

function Trial({ rule }: { readonly rule: () => Rule }) {
  const { desk } = useDesk();
  const [trial, setTrial] = useState<RuleTrial | string>();
  const run = async () => {
    setTrial('Trying…');
    setTrial(await desk.api.tryRule(rule()).catch(reason));
  };
  return (
    <div role="status">
      <Button onClick={run}>Try on the last 30 days</Button>
      {typeof trial === 'string' && <p>{trial}</p>}
      {typeof trial === 'object' && (
        <>
          <p>
            It would have acted {trial.times} times in {trial.isPartial && 'the newest '}
            {trial.threads} threads.
          </p>
          <ul class="history">
            {trial.samples.slice(0, 5).map(({ threadId, excerpt, caseNumber, did }) => (
              <li key={threadId}>
                <a href={formatRoute({ page: 'inbox', view: 'open', threadId })}>{excerpt || caseNumber}</a>:{' '}
                {did.join(', ')}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
