import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const worker = fileURLToPath(new URL('../src/background/', import.meta.url))

/**
 * Gives pages the API of the browser itself instead of webextension-polyfill, which is 3 kB of the
 * popup. The few methods that pages call return promises in every browser that Hubpass supports.
 * The worker keeps the polyfill.
 */
export const nativeBrowserApi: Plugin = {
  name: 'hubpass:native-browser-api',
  enforce: 'pre',
  resolveId: (id, importer = '') =>
    id === 'webextension-polyfill' && !importer.startsWith(worker) ? nativeApi : null,
  load: id => (id === nativeApi ? 'export default globalThis.browser ?? globalThis.chrome' : null),
}

const nativeApi = '\0native-browser-api'
