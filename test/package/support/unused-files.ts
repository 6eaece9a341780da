import type { Entry } from '../../../scripts/package/entries.ts'

/** Browsers read these by their names; licenses demand the last one. */
const isReadByName = ({ path }: Entry): boolean =>
  path === 'manifest.json' || path.startsWith('_locales/') || path === 'THIRD-PARTY-NOTICES.txt'

/** Returns the files of an extension whose name is in no other file of it. */
export function findUnusedFiles(entries: readonly Entry[]): string[] {
  const texts = entries
    .filter(({ path }) => /\.(json|js|html|css)$/.test(path))
    .map(({ path, content }) => ({ path, text: Buffer.from(content).toString('latin1') }))
  const isMentioned = (path: string) => {
    const name = path
      .split('/')
      .slice(path.endsWith('/index.html') ? -2 : -1)
      .join('/')
    return texts.some(other => other.path !== path && other.text.includes(name))
  }
  return entries.filter(entry => !isReadByName(entry) && !isMentioned(entry.path)).map(({ path }) => path)
}
