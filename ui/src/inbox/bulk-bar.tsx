// What can be done with the ticked threads together; each button has the key that does it for one.
import { useEffect } from 'preact/hooks';
import { useDesk } from '../shared/desk-context.ts';
import type { CommandName } from '../shared/keys.ts';
import { keepFocus } from '../shared/overlay.ts';
import { Button, CommandButton } from '../shared/parts.tsx';

const TOGETHER = [
  ['resolve', 'Resolve'],
  ['notComplaint', 'Not a complaint'],
  ['assign', 'Assign…'],
  ['cause', 'Cause…'],
  ['snooze', 'Snooze…'],
  ['answerAll', 'Answer…'],
] as const satisfies readonly (readonly [CommandName, string])[];

export function BulkBar() {
  const { desk } = useDesk();
  const { size } = desk.ticks.ids.value;
  // Its buttons vanish with the last tick.
  useEffect(() => (size > 0 ? keepFocus : undefined), [size > 0]);
  return (
    <>
      <span class="sr" role="status">
        {size > 0 && `${size} ticked`}
      </span>
      {size > 0 && (
        <div class="bulk" role="toolbar" aria-label="For all ticked threads">
          <strong>{size} ticked</strong>
          {TOGETHER.map(([name, label]) => (
            <CommandButton key={name} name={name}>
              {label}
            </CommandButton>
          ))}
          <Button class="quiet" onClick={desk.ticks.clear}>
            Untick
          </Button>
        </div>
      )}
    </>
  );
}
