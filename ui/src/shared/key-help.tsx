// All keys on one page, from the same table that dispatches them.
import { Dialog } from './dialog.tsx';
import { COMMAND_LIST, type Group, keyName } from './keys.ts';
import { overlay } from './overlay.ts';

const GROUPS: readonly Group[] = ['Move', 'Decide', 'Write', 'Go to', 'Desk'];

export function KeyHelp() {
  return (
    <Dialog title="Keys" class="wide" onClose={close}>
      <div class="key-groups">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {COMMAND_LIST.filter((command) => command.group === group).map((command) => (
                <div key={command.name}>
                  <dt>{command.label}</dt>
                  <dd>
                    {command.keys.map((keys) => (
                      <kbd key={keys}>{keyName(keys)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p class="muted">Keys without Ctrl can be switched off in the settings; the palette (Ctrl+K) always works.</p>
    </Dialog>
  );
}

function close(): void {
  overlay.value = undefined;
}
