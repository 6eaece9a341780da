import { crx } from '@crxjs/vite-plugin'
import { defineConfig } from 'vite'
import { browserLocales } from './build/browser-locales.ts'
import { assignChunk } from './build/chunks.ts'
import { nodeSparingly } from './build/companion-bundle.ts'
import { companionMessages } from './build/companion-messages.ts'
import { type Browser, manifestFor } from './build/manifest.ts'

/**
 * Builds the extension with `--mode chrome` or `--mode firefox`, and the Node program with `--mode
 * companion`.
 */
export default defineConfig(({ mode }) => (mode === 'companion' ? companion : extension(mode as Browser)))

const extension = (browser: Browser) => ({
  plugins: [browserLocales, crx({ manifest: manifestFor(browser), browser })],
  publicDir: 'src/public',
  build: {
    outDir: `dist/${browser}`,
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: false as const,
    rollupOptions: {
      // The manifest has no key for this page.
      input: { welcome: 'src/welcome/index.html' },
      output: { codeSplitting: { groups: [{ name: assignChunk }] } },
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
    // One file that still loads lazily: a dynamic import becomes a call that runs when it is
    // reached.
    rollupOptions: {
      output: {
        entryFileNames: 'hubpass.mjs',
        codeSplitting: false,
        // Node creates strings twice as fast from a file with only ASCII characters.
        charset: 'ascii' as const,
        banner: '#!/usr/bin/env node',
        // Node reads the whole file before the first response. Function names stay for stack traces
        // in bug reports.
        minify: { compress: true, mangle: { toplevel: false }, codegen: true },
      },
    },
  },
}
