// All keys on one page, from the same table that dispatches them.
import { Dialog } from './dialog.tsx';
import { COMMAND_LIST, keyName } from './keys.ts';
import { closeOverlay } from './overlay.ts';

const GROUPS = Object.groupBy(COMMAND_LIST, ({ group }) => group);

export function KeyHelp() {
  return (
    <Dialog title="Keys" class="wide" onClose={closeOverlay}>
      <div class="key-groups">
        {Object.entries(GROUPS).map(([group, commands = []]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {commands.map((command) => (
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
      <p class="muted">
        Keys without Ctrl can be switched off in the settings, or made to need Alt; the palette (Ctrl+K) always works.
      </p>
    </Dialog>
  );
}
