// Which window is which: what lies over the desk, by name.
import type { ComponentType } from 'preact';
import { AnswerDialog } from './inbox/answer-dialog.tsx';
import { KeepViewDialog } from './inbox/keep-view-dialog.tsx';
import { GuideDialog } from './shared/guide-dialog.tsx';
import { KeyHelp } from './shared/key-help.tsx';
import type { Overlay } from './shared/overlay.ts';
import { Palette } from './shared/palette.tsx';
import { PickDialog } from './shared/pick-dialog.tsx';

/** The others are those in which something is picked. */
const NAMED: Readonly<Partial<Record<Overlay, ComponentType>>> = {
  palette: Palette,
  find: Palette,
  help: KeyHelp,
  guide: GuideDialog,
  answer: AnswerDialog,
  'keep-view': KeepViewDialog,
};

export function windowOf(open: Overlay): ComponentType {
  return NAMED[open] ?? PickDialog;
}
