import type { HostEnvironment } from './environment.ts'

type BatchOptions = Pick<HostEnvironment, 'node' | 'env'> & { knowsHome: boolean }

/**
 * The batch file that browsers start on Windows. It lies beside the program and below the home, which `%~dp0` finds whatever
 * they are called. Without `@echo off` the commands themselves would be printed into the channel.
 */
export function createBatchScript({ node, env, knowsHome }: BatchOptions): string {
  const path = isAscii(node) ? escapePercent(node) : replaceWithVariable(node, env)
  return [
    '@echo off',
    'setlocal',
    ...(isAscii(path) ? [] : ['chcp 65001 >nul']),
    'set "NODE_EXTRA_CA_CERTS="',
    ...(knowsHome ? ['set "HUBPASS_HOME=%~dp0.."'] : []),
    `"${path}" "%~dp0hubpass.mjs" %*`,
    '',
  ].join('\r\n')
}

/**
 * A batch file is read in the code page of its machine, which nobody here knows, so it should be ASCII. Names beyond
 * that are nearly always the user's, and in a variable; for others the batch file changes to UTF-8 first.
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

/** The narrowest first. */
const variables = ['LOCALAPPDATA', 'APPDATA', 'USERPROFILE', 'ProgramFiles', 'ProgramData']

/** In a batch file a lone % would begin a variable. */
const escapePercent = (path: string): string => path.replaceAll('%', '%%')

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)
