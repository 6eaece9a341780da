import { batchScript } from './launcher-batch.ts'
import type { Machine } from './machine.ts'

export interface LauncherWish {
  machine: Pick<Machine, 'platform' | 'node' | 'env'>
  program: string
  /** $HUBPASS_HOME, where it was set when installing: a browser does not know it. */
  hubpassHome?: string | undefined
}

/** The script that browsers start. NODE_EXTRA_CA_CERTS costs Node 40 ms, and the site's own root is the only one used. */
export const launcherScript = (wish: LauncherWish): string =>
  wish.machine.platform === 'win32'
    ? batchScript({ ...wish.machine, knowsHome: wish.hubpassHome !== undefined })
    : shellScript(wish)

const shellScript = ({ machine: { node }, program, hubpassHome }: LauncherWish): string =>
  [
    '#!/bin/sh',
    'unset NODE_EXTRA_CA_CERTS',
    ...(hubpassHome === undefined ? [] : [`HUBPASS_HOME=${quoted(hubpassHome)}`, 'export HUBPASS_HOME']),
    `exec ${quoted(node)} ${quoted(program)} "$@"`,
    '',
  ].join('\n')

/** Inside single quotes a shell leaves everything as it is, but for the single quote itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
