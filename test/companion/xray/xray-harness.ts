import type { SiteConfiguration } from '../../../companion/config/schema.ts'
import type { Answer, HubRequest, Limits, XrayPort } from '../../../companion/xray/port.ts'
import type { CheckResult, XrayResult } from '../../../companion/xray/result.ts'
import { runXray } from '../../../companion/xray/run.ts'
import { createPort } from '../../../companion/xray/site/create-port.ts'
import { createManualClock } from '../../doubles/qlik-sense/clock.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import type { DoubleOptions } from '../../doubles/qlik-sense/settings.ts'
import { siteConfigFor } from '../../support/site-config.ts'

/** Everything that needs permission. */
export const ALL = ['wait', 'SC-12', 'SC-15', 'SC-19', 'SC-24', 'SC-29']

export interface XrayRun extends XrayResult {
  qlik: QlikSenseDouble
  verdicts: Record<string, CheckResult['verdict']>
}

export type Tamper = (request: HubRequest, answer: Answer) => Answer

interface XraySettings {
  double?: DoubleOptions
  allow?: readonly string[]
  limits?: Partial<Limits>
  user?: { userDirectory: string; userId: string }
  prepare?: (qlik: QlikSenseDouble) => void | Promise<void>
  prefix?: string
  site?: (qlik: QlikSenseDouble) => Partial<SiteConfiguration>
  /** Changes an answer of the front end on its way. */
  tamper?: Tamper
}

/** Runs the catalog against a double whose clock waits for nobody. The double is closed afterwards. */
export async function xrayDouble({
  double = { hardened: true },
  allow = ALL,
  limits = {},
  user = { userDirectory: 'DOMAIN', userId: 'User1' },
  prepare = () => {},
  prefix = 'sales',
  site = () => ({}),
  tamper,
}: XraySettings = {}): Promise<XrayRun> {
  const clock = createManualClock()
  await using qlik = await QlikSenseDouble.start({ clock, ...double })
  await prepare(qlik)
  const port = await createPort({
    ...{ site: siteConfigFor(qlik, site(qlik)), prefix, user, limits },
    signal: new AbortController().signal,
    time: {
      now: () => clock.now(),
      wait: async ms => clock.advance({ seconds: ms / 1000 }),
    },
  })
  const result = await runXray(tamper === undefined ? port : tamperWith(port, tamper), { allow }).finally(
    () => port.endAll(),
  )
  return {
    ...result,
    qlik,
    verdicts: Object.fromEntries(result.checks.map(({ id, verdict }) => [id, verdict])),
  }
}

/** Returns the ids of the checks with a verdict. */
export const listIds = ({ checks }: XrayResult, verdict: CheckResult['verdict']): string[] =>
  checks.filter(each => each.verdict === verdict).map(({ id }) => id)

/** Returns the port with changed answers. */
function tamperWith(port: XrayPort, tamper: Tamper): XrayPort {
  const changed: Pick<XrayPort, 'sendToHub' | 'redeemTicket'> = {
    sendToHub: async request => tamper(request, await port.sendToHub(request)),
    redeemTicket: async (name, headers) =>
      tamper({ path: 'ticket', headers }, await port.redeemTicket(name, headers)),
  }
  // A prototype keeps the getters.
  return Object.assign(Object.create(port), changed)
}
