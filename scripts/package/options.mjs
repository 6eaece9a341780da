import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { fromRoot } from '../setup/root.mjs'
import { nodeSystems } from './node-programs.mjs'

/** The output of `npm run package -- --help`. */
export const packageUsage = `npm run package [-- OPTIONS]

Makes the artifacts of a release, in release/. Two runs of one commit give the same bytes.

  --only TEXT       only artifacts whose name contains TEXT; repeatable
  --stage SYSTEM    only the unpacked package of a system: ${nodeSystems.join(', ')}
  --out FOLDER      where the artifacts go; release/ by default
  --sign FILE       signs what runs on Windows with the certificate and key of a PFX file. Its passphrase is in
                    HUBPASS_SIGN_PASSPHRASE, the address of a timestamp server in HUBPASS_SIGN_TIMESTAMP.
  --crx-key FILE    signs the extension for the administrator's kit with an RSA key in PEM, which fixes its id
  --crx-url URL     the address of the folder where browsers find the signed extension and its updates
  --help            show this help
`

/**
 * @typedef {object} PackageOptions
 * @property {string[]} only
 * @property {import('./node-programs.mjs').NodeSystem | undefined} stage
 * @property {string} out
 * @property {string} [sign]
 * @property {{ key: string, url: string }} [crx]
 */

/**
 * Parses the options of `npm run package`. Throws a message for anything else.
 * @param {readonly string[]} args
 * @returns {PackageOptions}
 */
export function parsePackageOptions(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      stage: { type: 'string' },
      out: { type: 'string' },
      sign: { type: 'string' },
      'crx-key': { type: 'string' },
      'crx-url': { type: 'string' },
    },
  })
  const crx = parseCrx(values['crx-key'], values['crx-url'])
  return {
    only: values.only,
    stage: values.stage === undefined ? undefined : parseSystem(values.stage),
    out: values.out === undefined ? fromRoot('release') : resolve(values.out),
    ...(values.sign === undefined ? {} : { sign: resolve(values.sign) }),
    ...(crx === undefined ? {} : { crx }),
  }
}

/**
 * The extension contains the address, so neither option works alone.
 * @param {string | undefined} key
 * @param {string | undefined} url
 */
function parseCrx(key, url) {
  if (key === undefined && url === undefined) return undefined
  if (key === undefined || url === undefined) throw new Error('Give both --crx-key and --crx-url.')
  if (!/^https?:\/\/[^\s?#]+$/.test(url))
    throw new Error(
      `--crx-url ${url} must be the address of a folder, such as https://intranet.example.com/hubpass.`,
    )
  return { key: resolve(key), url }
}

/** @param {string} received */
function parseSystem(received) {
  const system = nodeSystems.find(name => name === received)
  if (system === undefined) throw new Error(`--stage ${received} must be one of ${nodeSystems.join(', ')}.`)
  return system
}
