import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

/** The messages that the companion prints. The rest belongs to pages. */
const ofCompanion =
  /^(check|browser|dialog|finding|reason|field|role|verdict|virtualProxy|versionRange|xray\.(reason|documentCookie))\b/

/**
 * Embeds the catalogues in the companion as one string each, without the texts of pages. Node
 * parses a string faster than code.
 */
export const companionMessages: Plugin = {
  name: 'companion-messages',
  enforce: 'pre',
  load(id) {
    if (!/\/src\/messages\/(checks\/)?[a-z]{2}\.json$/.test(id)) return undefined
    const all: Record<string, string> = JSON.parse(readFileSync(id, 'utf8'))
    const own = Object.fromEntries(Object.entries(all).filter(([key]) => ofCompanion.test(key)))
    return { code: `export default JSON.parse(${JSON.stringify(JSON.stringify(own))})`, moduleType: 'js' }
  },
}
