import { execFileSync } from 'node:child_process'
import packageJson from '../../package.json' with { type: 'json' }
import { root } from '../setup/root.mjs'
import { SetupError } from '../setup/run-main.mjs'
import { createSigner, type Sign } from './signing.ts'

/** What every artifact of a release has in common. */
export interface Release {
  version: string
  /** The time of the commit, which every file of an artifact gets. */
  time: Date
  /** Signs what runs on Windows, if a certificate was given. */
  sign?: Sign | undefined
}

/** Reads version and time. SOURCE_DATE_EPOCH replaces the time of the commit. Throws without either. */
export function readRelease(pfx?: string): Release {
  const time = readTime()
  return {
    version: packageJson.version,
    time,
    ...(pfx === undefined ? {} : { sign: createSigner(pfx, time) }),
  }
}

function readTime(): Date {
  const seconds = Number(process.env.SOURCE_DATE_EPOCH || readCommitTime())
  if (Number.isSafeInteger(seconds) && seconds > 0) return new Date(seconds * 1000)
  throw new SetupError('Artifacts get the time of the commit, and this is no clone. Set SOURCE_DATE_EPOCH.')
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
