import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'

/**
 * Starts a program on a terminal of its own, made by util-linux's `script`. Between them is a shell: sh, whichever one the tester
 * prefers, and it makes way (`exec`), for some shells stay to wait and end with a status of their own at Ctrl-C.
 */
export const startInTerminal = (
  command: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): ChildProcessWithoutNullStreams =>
  spawn('script', ['-qefc', `exec ${command.map(quoteWord).join(' ')}`, '/dev/null'], {
    env: { ...env, SHELL: '/bin/sh' },
  })

const quoteWord = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`
