import type { HostEnvironment } from './environment.ts'
import { nodeVariables } from './node-variables.ts'

type BatchOptions = Pick<HostEnvironment, 'node' | 'env'> & { setsHome: boolean }

/**
 * Returns the batch file that browsers start on Windows. `%~dp0` finds the program next to it and
 * the data folder above it, whatever their names are. Without `@echo off`, the commands would be
 * printed into the message channel.
 */
export function createBatchScript({ node, env, setsHome }: BatchOptions): string {
  const path = isAscii(node) ? escapePercent(node) : replaceWithVariable(node, env)
  return [
    '@echo off',
    'setlocal',
    ...(isAscii(path) ? [] : ['chcp 65001 >nul']),
    `for %%v in (${nodeVariables.join(' ')}) do set "%%v="`,
    ...(setsHome ? ['set "HUBPASS_HOME=%~dp0.."'] : []),
    `"${path}" "%~dp0hubpass.mjs" %*`,
    '',
  ].join('\r\n')
}

/**
 * Windows reads a batch file in the machine's code page, which is unknown here, so the file should
 * be ASCII. Other characters nearly always belong to the user's name, which a variable contains.
 * Otherwise, the file switches to UTF-8.
 */
function replaceWithVariable(path: string, env: HostEnvironment['env']): string {
  const isPrefix = ([, folder]: [string, string]) =>
    path.toLowerCase().startsWith(`${folder.toLowerCase()}\\`)
  const [name, folder] =
    variables.map((name): [string, string] => [name, env[name] || path]).find(isPrefix) ?? []
  return name === undefined || folder === undefined
    ? escapePercent(path)
    : `%${name}%${escapePercent(path.slice(folder.length))}`
}

/** The most specific folder first. */
const variables = ['LOCALAPPDATA', 'APPDATA', 'USERPROFILE', 'ProgramFiles', 'ProgramData']

/** In a batch file, a single % starts a variable. */
const escapePercent = (path: string): string => path.replaceAll('%', '%%')

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)
