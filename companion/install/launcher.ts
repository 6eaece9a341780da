import { quoteForSh } from '#protocol/quote-shell'
import type { HostEnvironment } from './environment.ts'
import { createBatchScript } from './launcher-batch.ts'

export interface LauncherOptions {
  machine: Pick<HostEnvironment, 'platform' | 'node' | 'env'>
  program: string
  /** $HUBPASS_HOME if it was set during installation: browsers do not pass it on. */
  hubpassHome?: string | undefined
}

/**
 * Returns the script that browsers start. It unsets NODE_EXTRA_CA_CERTS, which costs Node 40 ms:
 * only the site's own root is used.
 */
export const createLauncherScript = (options: LauncherOptions): string =>
  options.machine.platform === 'win32'
    ? createBatchScript({ ...options.machine, setsHome: options.hubpassHome !== undefined })
    : createShellScript(options)

const createShellScript = ({ machine: { node }, program, hubpassHome }: LauncherOptions): string =>
  [
    '#!/bin/sh',
    'unset NODE_EXTRA_CA_CERTS',
    ...(hubpassHome === undefined ? [] : [`HUBPASS_HOME=${quoteForSh(hubpassHome)}`, 'export HUBPASS_HOME']),
    `exec ${quoteForSh(node)} ${quoteForSh(program)} "$@"`,
    '',
  ].join('\n')
