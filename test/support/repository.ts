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
