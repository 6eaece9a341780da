import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

/** What the companion says; the rest are texts of pages. */
const ofCompanion = /^(finding|reason|field|role|virtualProxy|versionRange)\b/

/** Puts the English catalogue into the companion as one string, which Node parses quicker than code, without the texts of pages. */
export const companionMessages: Plugin = {
  name: 'companion-messages',
  enforce: 'pre',
  load(id) {
    if (!id.endsWith('/src/messages/en.json')) return undefined
    const all: Record<string, string> = JSON.parse(readFileSync(id, 'utf8'))
    const own = Object.fromEntries(Object.entries(all).filter(([key]) => ofCompanion.test(key)))
    return { code: `export default JSON.parse(${JSON.stringify(JSON.stringify(own))})`, moduleType: 'js' }
  },
}
