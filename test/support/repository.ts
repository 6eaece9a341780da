import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { fromRoot, root } from '../../scripts/setup/root.mjs'

/** All files of the repository, including those not yet committed, with `/` as separator. */
export const repositoryFiles: string[] = execFileSync(
  'git',
  ['ls-files', '-z', '-co', '--exclude-standard'],
  {
    cwd: root,
  },
)
  .toString()
  .split('\0')
  .filter(file => file !== '' && existsSync(fromRoot(file)))

export const readRepositoryFile = (file: string): string => readFileSync(fromRoot(file), 'utf8')

/** Returns a source without its comments. */
export const readCode = (file: string): string =>
  readRepositoryFile(file).replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')

export const listSources = (...folders: string[]): string[] =>
  repositoryFiles.filter(
    file => /\.(ts|tsx|mjs)$/.test(file) && folders.some(folder => file.startsWith(`${folder}/`)),
  )

/** Returns the imports of a source: packages and aliases as written, files relative to the root. */
export const listImports = (file: string): string[] =>
  [...readCode(file).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)]
    .map(([, specifier = '']) => specifier)
    .map(specifier => (specifier.startsWith('.') ? join(dirname(file), specifier) : specifier))

/** Returns the names of the values that a source defines and exports. */
export const listExports = (file: string): string[] =>
  [...readCode(file).matchAll(/^export (?:async )?(?:const|let|function\*?|class) ([\w$]+)/gm)].map(
    ([, name = '']) => name,
  )

/** Returns each violation with its file. The expected result is an empty list. */
export const listViolations = (
  files: readonly string[],
  find: (file: string) => readonly string[],
): string[] => files.flatMap(file => find(file).map(found => `${file}: ${found}`))

export const findMatches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([found]) => found)

/** Returns each group of sources that import each other in a circle, type-only imports included. */
export function findImportCircles(files: readonly string[]): string[][] {
  const imports = new Map(files.map(file => [file, listImports(file).flatMap(name => resolveImport(name))]))
  const reachableFrom = (start: string): Set<string> => {
    const reached = new Set<string>()
    const pending = [start]
    for (let file = pending.pop(); file !== undefined; file = pending.pop())
      for (const next of imports.get(file) ?? [])
        if (!reached.has(next)) {
          reached.add(next)
          pending.push(next)
        }
    return reached
  }
  const reachable = new Map(files.map(file => [file, reachableFrom(file)]))
  const findCircle = (file: string): string[] =>
    files.filter(other => reachable.get(file)?.has(other) && reachable.get(other)?.has(file))
  return files.map(findCircle).filter((circle, index) => circle[0] === files[index])
}

/** Returns the file that an import names, or nothing for a package. */
function resolveImport(name: string): string[] {
  const path = name.replace(/^#/, 'src/')
  return ['', '.ts', '.tsx', '/index.ts'].map(end => path + end).filter(file => sourceFiles.has(file))
}

const sourceFiles = new Set(repositoryFiles)

/** Returns every identifier of a source once, without those in strings, templates and patterns. */
export const listIdentifiers = (file: string): string[] => [
  ...new Set(findMatches(withoutTexts(readCode(file)), /(?<![\w$-])[A-Za-z_$][\w$]*/g)),
]

const withoutTexts = (code: string): string =>
  code
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''")
    .replace(/`(?:[^`\\]|\\.)*`/g, template => findMatches(template, /\$\{[^{}]*\}/g).join(' '))
    .replace(/(?<=[=(,:]\s*)\/(?:[^/\\\n]|\\.)+\/[a-z]*/g, '//')

/** Splits a name into its lowercase words: `isAskedAt` and `is-asked-at` into `is`, `asked`, `at`. */
export const splitWords = (name: string): string[] =>
  name.split(/(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]/).map(word => word.toLowerCase())
