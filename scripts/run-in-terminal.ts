import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'

/**
 * Starts a program in its own terminal with util-linux's `script`. Uses sh, whatever the tester's
 * shell, and `exec`, because some shells wait and change the exit status on Ctrl-C.
 */
export const startInTerminal = (
  command: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): ChildProcessWithoutNullStreams =>
  spawn('script', ['-qefc', `exec ${command.map(quoteWord).join(' ')}`, '/dev/null'], {
    env: { ...env, SHELL: '/bin/sh' },
  })

const quoteWord = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`
