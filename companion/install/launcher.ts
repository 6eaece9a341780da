import { quoteForSh } from '#protocol/quote-shell'
import type { HostEnvironment } from './environment.ts'
import { createBatchScript } from './launcher-batch.ts'
import { nodeVariables } from './node-variables.ts'

export interface LauncherOptions {
  machine: Pick<HostEnvironment, 'platform' | 'node' | 'env'>
  program: string
  /** $HUBPASS_HOME if it was set during installation: browsers do not pass it on. */
  hubpassHome?: string | undefined
}

/**
 * Returns the script that browsers start. It unsets what changes Node.js: a browser passes on the
 * variables of the session that started it, and some would prevent the companion from starting.
 */
export const createLauncherScript = (options: LauncherOptions): string =>
  options.machine.platform === 'win32'
    ? createBatchScript({ ...options.machine, setsHome: options.hubpassHome !== undefined })
    : createShellScript(options)

const createShellScript = ({ machine: { node }, program, hubpassHome }: LauncherOptions): string =>
  [
    '#!/bin/sh',
    `unset ${nodeVariables.join(' ')}`,
    ...(hubpassHome === undefined ? [] : [`HUBPASS_HOME=${quoteForSh(hubpassHome)}`, 'export HUBPASS_HOME']),
    `exec ${quoteForSh(node)} ${quoteForSh(program)} "$@"`,
    '',
  ].join('\n')
