import { describe, expect, it } from 'vitest';
import { COMMAND_LIST, createDispatcher, hint, type Press, type Situation } from '../../../ui/src/shared/keys.ts';

const press = (key: string, change: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  ...change,
});
const open: Situation = { inField: false, inDialog: false, bareKeys: true, onControl: false };

describe('the keys', () => {
  it('decide with one bare key', () => {
    const { command } = createDispatcher();
    expect(['j', 'k', 'e', 'n', 'r', 'i', 'z', '/', '?', '.'].map((key) => command(press(key), open))).toEqual([
      'next',
      'previous',
      'resolve',
      'notComplaint',
      'reply',
      'claim',
      'undo',
      'search',
      'help',
      'arrivals',
    ]);
  });

  it('are text inside a field, where only keys with Ctrl and Esc command', () => {
    const { command } = createDispatcher();
    const inField = { ...open, inField: true };
    expect(command(press('e'), inField)).toBeUndefined();
    expect(command(press('Enter'), inField)).toBeUndefined();
    expect(command(press('Enter', { ctrlKey: true }), inField)).toBe('send');
    expect(command(press('Enter', { metaKey: true }), inField)).toBe('send');
    expect(command(press('Escape'), inField)).toBe('leave');
  });

  it('belong to the window that lies over the desk', () => {
    const { command } = createDispatcher();
    expect(command(press('e'), { ...open, inDialog: true })).toBeUndefined();
    expect(command(press('Enter', { ctrlKey: true }), { ...open, inDialog: true })).toBeUndefined();
  });

  it('can be switched off without losing the palette', () => {
    const { command } = createDispatcher();
    const off = { ...open, bareKeys: false };
    expect(command(press('e'), off)).toBeUndefined();
    expect(command(press('g'), off)).toBeUndefined();
    expect(command(press('k', { ctrlKey: true }), off)).toBe('palette');
    expect(command(press('ArrowDown'), off)).toBe('next');
  });

  it('can be made to need Alt, whatever sign Alt makes of the letter', () => {
    const { command } = createDispatcher();
    const withAlt = { ...open, bareKeys: 'alt' as const };
    expect(command(press('e'), withAlt)).toBeUndefined();
    expect(command(press('´', { code: 'KeyE', altKey: true }), withAlt)).toBe('resolve');
    expect(command(press('J', { code: 'KeyJ', altKey: true, shiftKey: true }), withAlt)).toBe('tickNext');
    expect(command(press('g', { code: 'KeyG', altKey: true }), withAlt)).toBeUndefined();
    expect(command(press('m', { code: 'KeyM', altKey: true }), withAlt)).toBe('goMine');
    expect(command(press('e', { altKey: true }), { ...withAlt, inField: true })).toBeUndefined();
    expect(command(press('e', { altKey: true }), open)).toBeUndefined();
  });

  it('mark all the text in a field, and tick all threads elsewhere', () => {
    const { command } = createDispatcher();
    expect(command(press('a', { ctrlKey: true }), { ...open, inField: true })).toBeUndefined();
    expect(command(press('a', { ctrlKey: true }), open)).toBe('tickAll');
  });

  it('ignore a held key where it would decide or send again, and follow it where it only moves', () => {
    const { command } = createDispatcher();
    expect(command(press('e', { repeat: true }), open)).toBeUndefined();
    expect(command(press('n', { repeat: true }), open)).toBeUndefined();
    expect(command(press('Enter', { ctrlKey: true, repeat: true }), open)).toBeUndefined();
    expect(command(press('j', { repeat: true }), open)).toBe('next');
  });

  it('go places in two strokes and forget a stroke that leads nowhere', () => {
    const { command } = createDispatcher();
    expect(command(press('g'), open)).toBeUndefined();
    expect(command(press('m'), open)).toBe('goMine');
    command(press('g'), open);
    expect(command(press('x'), open)).toBeUndefined();
    expect(command(press('i'), open)).toBe('claim');
  });

  it('leave Enter to the button that has the focus', () => {
    const { command } = createDispatcher();
    expect(command(press('Enter'), { ...open, onControl: true })).toBeUndefined();
    expect(command(press('Enter'), open)).toBe('read');
  });

  it('mean one thing each, and are told in the tooltips', () => {
    const keys = COMMAND_LIST.flatMap((entry) => entry.keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(hint('resolve')).toBe('Resolve without reply, next (e)');
    expect(hint('send')).toBe('Send the reply, next (Ctrl+Enter)');
  });
});
