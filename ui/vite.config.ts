// How the desk is built: hashed assets into dist/ui, nothing inline, so that a strict content security policy holds.
import { minify } from '@swc/core';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  plugins: [plainImports(), condensed()],
  // Whoever builds it, tests too: the page that ships carries no names of source files.
  oxc: {
    // Plain calls of h() pack better than those of the automatic runtime.
    jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment', development: false },
    jsxInject: "import { Fragment, h } from 'preact'",
  },
  build: {
    outDir: '../dist/ui',
    emptyOutDir: true,
    target: 'es2023',
    // The first that know light-dark(), nesting and popovers: the styles leave as they were written.
    cssTarget: ['chrome125', 'firefox128', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: false,
    // Two files: what the list needs, and right after it all the rest. Packed together it is smaller than in many.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'inbox', tags: ['$initial'] },
            { name: 'rest', test: /src\// },
          ],
        },
      },
    },
  },
});

/** All styles are in one file that the page names, so that nothing has to be fetched ahead of a part: import() is enough. */
function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    enforce: 'pre',
    load: (id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : undefined),
  };
}

/** What the default minifier does not see, it sees: values that never change, in the libraries' code above all. */
function condensed(): Plugin {
  const simple = { passes: 3, unsafe_arrows: true, pure_getters: true, ecma: 2020 } as const;
  // A function written out where it is called packs worse than its call.
  const compress = { ...simple, inline: 0, reduce_funcs: false } as const;
  return {
    name: 'condensed',
    apply: 'build',
    renderChunk: {
      order: 'post',
      handler: (code) => minify(code, { module: true, compress, mangle: false, sourceMap: true }),
    },
  };
}
