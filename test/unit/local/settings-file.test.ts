// A slip of the pen in `.env` is named instead of being passed over.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unknownSettings } from '../../../lib/local/settings-file.ts';

describe('the settings file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'earshot-settings-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function slipsIn(text: string): string[] {
    const path = join(folder, '.env');
    writeFileSync(path, text);
    return unknownSettings(path);
  }

  it('names what is no setting, and the one that was meant', () => {
    expect(
      slipsIn(
        'BLUESKY_IDENTIFER=brand.example\nX_USERID=44\nSLACK_WEBHOOK=https://hooks.example\nEARSHOT_WATCH_LIST=a.json',
      ),
    ).toEqual([
      'BLUESKY_IDENTIFER is not a setting; did you mean BLUESKY_IDENTIFIER?',
      'EARSHOT_WATCH_LIST is not a setting; did you mean EARSHOT_WATCHLIST?',
      'SLACK_WEBHOOK is not a setting; did you mean SLACK_WEBHOOK_URL?',
      'X_USERID is not a setting; did you mean X_USER_ID?',
    ]);
  });

  it('leaves alone what belongs to other programs', () => {
    expect(slipsIn('EDITOR=vi\nAWS_REGION=eu-west-1\n#X_USERID=44')).toEqual([]);
  });

  it('need not be there', () => {
    expect(unknownSettings(join(folder, 'nowhere'))).toEqual([]);
  });

  it('has every setting of the example', () => {
    expect(slipsIn(readFileSync('.env.example', 'utf8').replaceAll(/^#(?=[A-Z_]+=)/gm, ''))).toEqual([]);
  });
});
