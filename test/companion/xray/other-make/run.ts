import type { Limits } from '../../../../companion/xray/port.ts'
import type { CheckResult } from '../../../../companion/xray/result.ts'
import { runXray } from '../../../../companion/xray/run.ts'
import { createPort } from '../../../../companion/xray/site/create-port.ts'
import { ALL } from '../xray-harness.ts'
import { type Change, startOtherMake } from './other-make.ts'

export interface OtherRun {
  checks: readonly CheckResult[]
  requests: number
  failed: string[]
  undecided: string[]
  /** What the run left behind. */
  left: number
}

/** Runs the catalog against a server of another make, whose clock waits for nobody. */
export async function xrayOtherMake(
  change: Change,
  { allow = ALL, limits = {} }: { allow?: readonly string[]; limits?: Partial<Limits> } = {},
): Promise<OtherRun> {
  await using make = await startOtherMake(change)
  const { site } = make
  const port = await createPort({
    ...{ site: make.configuration, prefix: 'finance', user: { userDirectory: 'CORP', userId: 'Maria' } },
    limits: { firstMessageMs: 1_000, socketEndMs: 1_000, ...limits },
    signal: new AbortController().signal,
    time: {
      now: () => site.now,
      wait: async ms => {
        site.now += ms
      },
    },
  })
  const { checks, requests } = await runXray(port, { allow }).finally(() => port.endAll())
  const list = (verdict: CheckResult['verdict']) =>
    checks.filter(each => each.verdict === verdict).map(({ id }) => id)
  return {
    checks,
    requests,
    failed: list('failed'),
    undecided: list('undecided'),
    left: site.sessions.length,
  }
}
