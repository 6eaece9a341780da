import { crx } from '@crxjs/vite-plugin'
import { defineConfig } from 'vite'
import { browserLocales } from './build/browser-locales.ts'
import { assignChunk } from './build/chunks.ts'
import { builtinsWithoutImport } from './build/companion-bundle.ts'
import { alsoBuild, importBuiltFiles, importFromFixtures } from './build/companion-files.ts'
import { companionMessages } from './build/companion-messages.ts'
import { importDirectly } from './build/direct-imports.ts'
import { emitDocuments } from './build/documents.ts'
import { fixtureFiles } from './build/fixture-files.ts'
import { writeFixtureTypes } from './build/fixture-types.ts'
import { helpPage } from './build/help-page.ts'
import { emitManagedSchema } from './build/managed-schema.ts'
import { nativeBrowserApi } from './build/native-browser-api.ts'
import { emitPlanSchema } from './build/plan-schema.ts'
import { writeThirdPartyNotices } from './build/third-party-notices.ts'
import { withoutInnerHtml } from './build/without-inner-html.ts'
import { builtinModuleBanner, withoutTopLevelAwait } from './build/without-top-level-await.ts'
import { programFiles } from './companion/program-files.ts'
import { type Browser, manifestFor } from './manifest.config.ts'

/** `--mode chrome` and `--mode firefox` build the extension, `--mode companion` the Node program. */
export default defineConfig(({ mode }) => (mode === 'companion' ? companion() : extension(mode as Browser)))

const extension = (browser: Browser) => ({
  plugins: [
    browserLocales,
    helpPage,
    emitDocuments,
    ...(browser === 'chrome' ? [emitManagedSchema] : []),
    importDirectly(),
    nativeBrowserApi,
    withoutInnerHtml,
    writeThirdPartyNotices(),
    crx({ manifest: manifestFor(browser), browser }),
  ],
  publicDir: 'src/public',
  build: {
    outDir: `dist/${browser}`,
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    rollupOptions: {
      // The manifest has no keys for these pages.
      input: {
        welcome: 'src/welcome/index.html',
        help: 'src/help/index.html',
        checks: 'src/help/checks.html',
      },
      output: { codeSplitting: { groups: [{ name: assignChunk }] } },
    },
  },
})

/** Serves all files of the companion, which lie in one folder. */
const companionNotices = writeThirdPartyNotices()

/** Each file of the companion is a build of its own, in which a dynamic import becomes a call. */
const companionFile = ([entry, file]: [string, string]) => ({
  plugins: [importBuiltFiles, builtinsWithoutImport, companionMessages, companionNotices],
  publicDir: false as const,
  ssr: { target: 'node' as const, noExternal: true as const },
  build: {
    ssr: entry,
    outDir: 'dist/companion',
    emptyOutDir: false,
    target: 'node20',
    rollupOptions: {
      output: {
        entryFileNames: file,
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
})

const fixtureNotices = writeThirdPartyNotices()

/** A file that test tools import. They have their own libraries, of which there must be one. */
const fixtureFile = ([entry, file]: [string, string], index: number) => {
  const { build, ...configuration } = companionFile([entry, file])
  return {
    ...configuration,
    plugins: [
      withoutTopLevelAwait,
      importFromFixtures,
      builtinsWithoutImport,
      companionMessages,
      fixtureNotices,
      writeFixtureTypes,
    ],
    build: {
      ...build,
      outDir: 'dist/fixtures',
      emptyOutDir: index === 0,
      rollupOptions: {
        external: [/^@playwright\//, /^@qlik\//],
        output: { ...build.rollupOptions.output, banner: builtinModuleBanner },
      },
    },
  }
}

/** The build tool knows one build per mode: that of the program, which then makes the other files. */
const companion = () => {
  const main = 'companion/main.ts'
  const program = companionFile([main, programFiles[main]])
  const others = Object.entries(programFiles).filter(([entry]) => entry !== main)
  return {
    ...program,
    plugins: [
      ...program.plugins,
      emitPlanSchema,
      alsoBuild([...others.map(companionFile), ...Object.entries(fixtureFiles).map(fixtureFile)]),
    ],
    build: { ...program.build, emptyOutDir: true },
  }
}
