import { crx } from '@crxjs/vite-plugin'
import { defineConfig } from 'vite'
import { browserLocales } from './build/browser-locales.ts'
import { companionMessages } from './build/companion-messages.ts'
import { chunkOf } from './chunks.config.ts'
import { nodeSparingly } from './companion-bundle.config.ts'
import { type Browser, manifestFor } from './manifest.config.ts'

/** `--mode chrome` and `--mode firefox` build the extension, `--mode companion` the one-file Node program. */
export default defineConfig(({ mode }) => (mode === 'companion' ? companion : extension(mode as Browser)))

/**
 * A part that is loaded on demand brings no styles of its own here, and lies on this very disk: Vite's helper, which fetches styles
 * and preloads before each such part, would be half a kilobyte in every page for nothing.
 */
const lazyChunksAlone = {
  name: 'lazy-chunks-alone',
  enforce: 'pre' as const,
  load: (id: string) =>
    id === '\0vite/preload-helper.js' ? 'export const __vitePreload = load => load()' : undefined,
}

const extension = (browser: Browser) => ({
  plugins: [lazyChunksAlone, browserLocales, crx({ manifest: manifestFor(browser), browser })],
  publicDir: 'src/public',
  build: {
    outDir: `dist/${browser}`,
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: false as const,
    rollupOptions: {
      // A page that no key of the manifest names.
      input: { welcome: 'src/welcome/index.html' },
      output: { codeSplitting: { groups: [{ name: chunkOf }] } },
    },
  },
})

const companion = {
  plugins: [nodeSparingly, companionMessages],
  publicDir: false as const,
  ssr: { target: 'node' as const, noExternal: true as const },
  build: {
    ssr: 'companion/main.ts',
    outDir: 'dist/companion',
    emptyOutDir: true,
    target: 'node20',
    // One file that still loads lazily: a dynamic import becomes a call, evaluated when it is reached.
    rollupOptions: {
      output: {
        entryFileNames: 'hubpass.mjs',
        codeSplitting: false,
        // Of texts in which each character is one byte, Node makes strings in half the time.
        charset: 'ascii' as const,
        banner: '#!/usr/bin/env node',
        // Node reads all of it before the first answer. Names of functions stay, for the traces in bug reports.
        minify: { compress: true, mangle: { toplevel: false }, codegen: true },
      },
    },
  },
}
