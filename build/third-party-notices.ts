import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** The name of the file in each folder that `npm run build` makes. */
export const noticesFile = 'THIRD-PARTY-NOTICES.txt'

/**
 * Writes a file with the license texts of all packages whose code is in the build, as their
 * licenses demand. Fails for a package without a text. One plugin can serve several builds of one
 * folder: the last one writes all packages.
 */
export function writeThirdPartyNotices(): Plugin {
  const folders = new Set<string>()
  return {
    name: 'third-party-notices',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk')
          for (const id of Object.keys(chunk.modules))
            for (const folder of findPackage(id)) folders.add(folder)
      // By name: the order of folders depends on where the repository and its packages lie.
      const notices = [...new Set([...folders].map(formatNotice))].sort()
      if (notices.length > 0)
        this.emitFile({
          type: 'asset',
          fileName: noticesFile,
          source: [title, ...notices].join(separator),
        })
    },
  }
}

const title = 'Hubpass contains code of the following packages.\n'
const separator = `\n${'-'.repeat(80)}\n\n`

/** Returns the folder of the package that a module belongs to, if any. */
function findPackage(id: string): string[] {
  const [, builtInBy] = /^\0(vite|rolldown)\//.exec(id) ?? []
  if (builtInBy !== undefined)
    return [fileURLToPath(new URL(`../node_modules/${builtInBy}`, import.meta.url))]
  const [, folder] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/')) ?? []
  return folder === undefined ? [] : [folder]
}

/** Returns name, version, license, address and license texts. Throws if there is no text. */
export function formatNotice(folder: string): string {
  const { name, version, license, homepage, repository } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  )
  const files = readdirSync(folder).filter(file => /^(licen[cs]e|copying|notice)\b/i.test(file))
  if (!files.some(file => /^[lc]/i.test(file)))
    throw new Error(`The package ${name} has no license text, so its code cannot be shipped.`)
  const texts = files.sort().map(file => removeOtherLicenses(readFileSync(join(folder, file), 'utf8')))
  const address = homepage ?? repository?.url ?? repository ?? ''
  return [`${name} ${version} (${license})`, `${address}\n`, ...texts].join('\n')
}

/** Vite appends the licenses of its own dependencies, which are not in our builds. */
const removeOtherLicenses = (text: string): string =>
  `${text.split(/^# Licenses of bundled dependencies$/m, 1)[0]?.trim()}\n`
