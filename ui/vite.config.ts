// How the desk is built: hashed assets into dist/ui, nothing inline, so that a strict content security policy holds.
import { defineConfig } from 'vite';

export default defineConfig({
  // Whoever builds it, tests too: the page that ships carries no names of source files.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
  build: {
    outDir: '../dist/ui',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What the inbox needs from the start is one file: packed together it is smaller than in two.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'inbox', tags: ['$initial'] }] } } },
  },
});
