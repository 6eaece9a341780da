import type { Plugin } from 'vite'

/**
 * Makes a dynamic import load its file without Vite's helper, which adds 900 gzipped bytes to the
 * popup. The helper loads stylesheets first: a file that is imported later must not have any.
 */
export const importDirectly = (): Plugin => ({
  name: 'hubpass:import-directly',
  enforce: 'pre',
  load: id => (id === preloadHelper ? 'export const __vitePreload = load => load()' : null),
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle))
      if (file.type === 'chunk' && !file.isEntry && file.viteMetadata?.importedCss.size)
        this.error(`${file.fileName} imports a stylesheet, which nothing would load`)
  },
})

const preloadHelper = '\0vite/preload-helper.js'
