import { execFileSync } from 'node:child_process'
import { extensionId } from '#protocol/constants'
import packageJson from '../../package.json' with { type: 'json' }
import { root } from '../setup/root.mjs'
import { SetupError } from '../setup/run-main.mjs'
import { toExtensionId } from './administrators/crx.ts'
import { type Hosting, readHosting } from './administrators/hosting.ts'
import type { PackageOptions } from './options.mjs'
import { createSigner, type Sign } from './signing.ts'

/** What every artifact of a release has in common. */
export interface Release {
  version: string
  /** The time of the commit, which every file of an artifact gets. */
  time: Date
  /** Signs what runs on Windows, if a certificate was given. */
  sign?: Sign | undefined
  /** Set if an organization hosts the extension itself. */
  hosting?: Hosting | undefined
}

/** Reads version and time. SOURCE_DATE_EPOCH replaces the time of the commit. Throws without either. */
export function readRelease({ sign, crx }: Pick<PackageOptions, 'sign' | 'crx'> = {}): Release {
  const time = readTime()
  return {
    version: packageJson.version,
    time,
    ...(sign === undefined ? {} : { sign: createSigner(sign, time) }),
    ...(crx === undefined ? {} : { hosting: readHosting(crx.key, crx.url) }),
  }
}

/** Returns the ids of the extensions that may start the companion: the unpacked one, and that of the CRX. */
export const listExtensionIds = ({ hosting }: Pick<Release, 'hosting'>): string[] =>
  hosting === undefined ? [extensionId] : [extensionId, toExtensionId(hosting.key)]

function readTime(): Date {
  const seconds = Number(process.env.SOURCE_DATE_EPOCH || readCommitTime())
  if (Number.isSafeInteger(seconds) && seconds > 0) return new Date(seconds * 1000)
  throw new SetupError(
    'Artifacts get the time of the commit, but this folder is not a clone. Set SOURCE_DATE_EPOCH.',
  )
}

function readCommitTime(): string {
  try {
    return execFileSync('git', ['log', '-1', '--format=%ct'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return ''
  }
}
