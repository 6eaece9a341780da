import { join } from 'node:path'
import { sessionLimit } from '#protocol/constants'
import { failure } from '#protocol/errors'
import type { Case } from '../../../check/cases/case.ts'
import type { Plan } from '../../../check/plan/plan.ts'
import type { PlayedDouble } from '../../../check/prove/double-file.ts'
import { RateLimiter } from '../../../check/run/rate-limiter.ts'
import { runCase } from '../../../check/site/run-case.ts'
import { readConfiguration } from '../../../config/configuration.ts'
import type { SiteConfiguration } from '../../../config/schema.ts'
import { SessionRecord } from '../../../open-sessions/session-record.ts'
import { hasErrorCode } from '../../../util/node-errors.ts'
import { createTemporaryFolder, removeTemporaryFolder } from '../../../util/temporary-folder.ts'
import { writeFailure } from '../../../util/write-file.ts'
import type { CommandOutput } from '../../command.ts'
import { runInterruptible } from '../../interrupt.ts'
import { createRunProgress } from '../../output/run-progress.ts'
import { parseMaxFailRate } from '../run-limits.ts'
import { type SelectionOptions, selectCases } from '../select-cases.ts'
import type { Check } from '../with-check.ts'
import { loadDouble } from './load-double.ts'

export interface ProveCommandOptions extends SelectionOptions {
  maxFailRate?: string
}

/**
 * Runs a plan against doubles of Qlik Sense with each defect in turn. Sends nothing to the sites of the
 * configuration. Throws BAD_REQUEST, CONFIG_INVALID, FILE_NOT_WRITTEN, NO_CASE_SELECTED and CANCELLED.
 */
export async function provePlan(
  check: Check,
  plan: Plan,
  options: ProveCommandOptions,
): Promise<CommandOutput> {
  const maxMissed = parseMaxFailRate(options.maxFailRate)
  const { sites } = await readConfiguration()
  const guards = new Map(sites.map(site => [site.id, site]))
  const { total, contents, readCases } = await selectCases(check, plan, {
    ...options,
    expand: { listLinked: async () => listNamed(plan) },
  })
  if (contents.size === 0) throw failure('NO_CASE_SELECTED', { file: plan.file, cases: total })
  const double = await loadDouble()
  return runInterruptible(signal =>
    inTemporaryHome(async folder => {
      // In the temporary home, like all that this proof writes.
      const record = new SessionRecord()
      const progress = { current: createRunProgress(process.stderr, 0, 'defects') }
      try {
        const proof = await check.provePlan({
          cases: readCases(),
          double,
          folder,
          runCase: (of, on, isLifted) =>
            runOnDouble(of, on, { guard: guards.get(of.site), isLifted, record, signal }),
          today: new Date().toISOString().slice(0, 10),
          signal,
          onStart(defects) {
            progress.current.end()
            progress.current = createRunProgress(process.stderr, defects, 'defects')
          },
          onDefect: isNoticed => progress.current.onCase(isNoticed),
        })
        const figures = check.scoreProof(proof)
        return {
          result: { plan: plan.file, cases: total, ...figures, ...proof },
          text: check.formatProof(proof),
          exitCode: figures.defects > 0 && 1 - figures.score <= maxMissed ? 0 : 1,
        }
      } finally {
        progress.current.end()
        await record.end()
      }
    }),
  )
}

/** Nobody asks QRS which virtual proxies are linked: those that the plan names, and the default one. */
const listNamed = ({ blocks }: Plan): string[] => [
  ...new Set([
    '',
    ...blocks.flatMap(({ virtualProxies }) => (virtualProxies === 'linked' ? [] : virtualProxies)),
  ]),
]

interface DoubleContext {
  guard: Pick<SiteConfiguration, 'users' | 'sessionIds'> | undefined
  isLifted: boolean
  record: SessionRecord
  signal: AbortSignal
}

const caseTimeoutMs = 60_000

/** A double answers in milliseconds, or not at all. */
const doubleLimits = { firstMessageMs: 3_000, socketEndMs: 3_000 }

function runOnDouble(of: Case, on: PlayedDouble, { guard, isLifted, record, signal }: DoubleContext) {
  const { hub, qps, qrs, certificates } = on
  const users = isLifted
    ? undefined
    : (guard?.users ?? (of.expect.refusedWith === 'USER_NOT_ALLOWED' ? nobody : undefined))
  const site: SiteConfiguration = {
    ...{ id: of.site, hub, qps, qrs },
    credential: {
      kind: 'pem',
      certificate: join(certificates, 'client.pem'),
      key: join(certificates, 'client_key.pem'),
      root: join(certificates, 'root.pem'),
    },
    ...(users === undefined ? {} : { users }),
    ...(guard?.sessionIds === undefined ? {} : { sessionIds: guard.sessionIds }),
  }
  return runCase(of, {
    site,
    limits: { concurrency: 1, sessionsPerUser: sessionLimit, rate: 1_000_000, caseTimeoutMs },
    limiter: new RateLimiter(1_000_000),
    record,
    signal,
    xray: {
      limits: doubleLimits,
      time: { now: () => on.now(), wait: async ms => on.advance(ms) },
    },
  })
}

/** A directory that nobody has. */
const nobody = ['(nobody)\\(nobody)']

/**
 * Runs work in a folder of its own, which is also the home of Hubpass: no audit log and no record of a session
 * mixes with those of real sites. Removes the folder; after a kill, the next proof does.
 */
async function inTemporaryHome<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await createTemporaryFolder('proof')
  const previous = process.env.HUBPASS_HOME
  process.env.HUBPASS_HOME = folder
  try {
    return await work(folder)
  } catch (error) {
    // The doubles do not say which of their files it was.
    throw hasErrorCode(error, 'ENOSPC', 'EDQUOT', 'EROFS', 'EIO') ? writeFailure(folder, error) : error
  } finally {
    if (previous === undefined) delete process.env.HUBPASS_HOME
    else process.env.HUBPASS_HOME = previous
    await removeTemporaryFolder(folder)
  }
}
