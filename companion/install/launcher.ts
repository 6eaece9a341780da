import { quoteText } from '#protocol/quote-shell'
import type { HostEnvironment } from './environment.ts'
import { createBatchScript } from './launcher-batch.ts'

export interface LauncherOptions {
  machine: Pick<HostEnvironment, 'platform' | 'node' | 'env'>
  program: string
  /** $HUBPASS_HOME, where it was set when installing: a browser does not know it. */
  hubpassHome?: string | undefined
}

/** The script that browsers start. NODE_EXTRA_CA_CERTS costs Node 40 ms, and the site's own root is the only one used. */
export const createLauncherScript = (options: LauncherOptions): string =>
  options.machine.platform === 'win32'
    ? createBatchScript({ ...options.machine, knowsHome: options.hubpassHome !== undefined })
    : createShellScript(options)

const createShellScript = ({ machine: { node }, program, hubpassHome }: LauncherOptions): string =>
  [
    '#!/bin/sh',
    'unset NODE_EXTRA_CA_CERTS',
    ...(hubpassHome === undefined
      ? []
      : [`HUBPASS_HOME=${quoteText.sh(hubpassHome)}`, 'export HUBPASS_HOME']),
    `exec ${quoteText.sh(node)} ${quoteText.sh(program)} "$@"`,
    '',
  ].join('\n')
