import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const profile = 'C:\\Users\\Jürgen Groß'

/** The environment variables that Windows sets for the user. */
export const userEnv = {
  ...process.env,
  USERPROFILE: profile,
  APPDATA: `${profile}\\AppData\\Roaming`,
  LOCALAPPDATA: `${profile}\\AppData\\Local`,
}

/**
 * Returns the result of a command of the companion.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function runHubpass(program, args, env = userEnv) {
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...args, '--json'], {
    env,
    encoding: 'utf8',
  })
  const { ok, result, error } = JSON.parse(stdout || `{"error":${JSON.stringify(stderr)}}`)
  if (!ok) throw new Error(`${args[0]} failed: ${JSON.stringify(error)}`)
  return result
}

/** @param {string[]} args */
export const runReg = (...args) => execFileSync('reg.exe', args, { stdio: 'ignore' })

/**
 * Returns the output of `reg export` for a key, or '' when the key is missing.
 * @param {string} key
 */
export function exportKey(key) {
  const folder = mkdtempSync(join(tmpdir(), 'reg-'))
  try {
    runReg('export', key, join(folder, 'x.reg'), '/y')
    return readFileSync(join(folder, 'x.reg'), 'utf16le')
  } catch {
    return ''
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/**
 * Returns the default value of a key.
 * @param {string} key
 */
export const readDefaultValue = key =>
  /^@="(.*)"\r?$/m.exec(exportKey(key))?.[1]?.replaceAll('\\\\', '\\') ?? ''

/** Returns every file and folder of the user. */
export const listUserFiles = () => readdirSync(profile, { recursive: true }).map(String).sort()
