import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from './root.mjs'

/**
 * Runs a program in the project folder and returns its exit code. Signals and a closed output end
 * the program first.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export async function runProgram(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
  const stopForwarding = forwardSignals(child)
  try {
    return await waitForExitCode(child)
  } finally {
    stopForwarding()
  }
}

/**
 * Runs a program and returns its output and exit code.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} more Of the environment, over what is there.
 */
export async function captureProgram(command, args, more = {}) {
  const env = { ...process.env, ...more, [process.stdout.isTTY ? 'FORCE_COLOR' : 'NO_COLOR']: '1' }
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', text => {
      output += text
    })
  return { code: await waitForExitCode(child), output }
}

/**
 * Returns the path of a program on the PATH, if any.
 * @param {string} name
 */
export const findExecutable = name =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter(folder => folder !== '')
    .map(folder => join(folder, name))
    .find(isExecutable)

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>} 128 and more for a child that a signal ended, 127 for one that did not start
 */
const waitForExitCode = child =>
  new Promise(resolve => {
    child.once('error', error => {
      console.error(error.message)
      resolve(127)
    })
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)))
  })

/** @param {import('node:child_process').ChildProcess} child */
function forwardSignals(child) {
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  /** @param {NodeJS.Signals} signal */
  const forward = signal => void child.kill(signal)
  const end = () => forward('SIGTERM')
  for (const signal of signals) process.on(signal, forward)
  process.stdout.on('error', end)
  return () => {
    for (const signal of signals) process.off(signal, forward)
    process.stdout.off('error', end)
  }
}
