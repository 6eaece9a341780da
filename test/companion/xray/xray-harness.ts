import { english } from '#messages/english'
import { isKnown } from '#messages/format'
import type { SiteConfiguration } from '../../../companion/config/schema.ts'
import type { Answer, HubRequest, Limits, XrayPort } from '../../../companion/xray/port.ts'
import type { CheckResult, XrayResult } from '../../../companion/xray/result.ts'
import { runXray } from '../../../companion/xray/run.ts'
import { createPort } from '../../../companion/xray/site/create-port.ts'
import checkTexts from '../../../src/messages/checks/en.json' with { type: 'json' }
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
  /** Changes what QRS answers. */
  tamperQrs?: (path: string, content: unknown) => unknown
}

/**
 * Runs the catalog against a double whose clock waits for nobody. The double is closed
 * afterwards. Throws for an incomplete text.
 */
export async function xrayDouble({
  double = { hardened: true },
  allow = ALL,
  limits = {},
  user = { userDirectory: 'DOMAIN', userId: 'User1' },
  prepare = () => {},
  prefix = 'sales',
  site = () => ({}),
  tamper = (_, answer) => answer,
  tamperQrs = (_, content) => content,
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
  const result = await runXray(tamperWith(port, tamper, tamperQrs), { allow }).finally(() => port.endAll())
  assertTexts(result)
  return {
    ...result,
    qlik,
    verdicts: Object.fromEntries(result.checks.map(({ id, verdict }) => [id, verdict])),
  }
}

/** Words in sentences, but not in names of settings, header lines and values. */
const englishWords = /(^| )(the|an?|is|are|of|or|and|with|without|not?|it|they|another|to)( |$)/

/** Throws if a catalogue lacks a text of the result, or the text a value. */
function assertTexts({ checks }: XrayResult): void {
  const catalogue = { locale: 'en', messages: { ...english.messages, ...checkTexts } }
  const texts = checks.flatMap(({ title, message, reason = '', remedy }) => [
    ...[title, message, reason],
    ...Object.values(remedy ?? {}),
  ])
  const unknown = texts.filter(
    text => !isKnown(catalogue, text) || (typeof text === 'string' && englishWords.test(text)),
  )
  if (unknown.length > 0)
    throw new Error(`no complete text, or none in a catalogue: ${JSON.stringify(unknown)}`)
}

/** Returns the ids of the checks with a verdict. */
export const listIds = ({ checks }: XrayResult, verdict: CheckResult['verdict']): string[] =>
  checks.filter(each => each.verdict === verdict).map(({ id }) => id)

/** Returns the port with changed answers. */
function tamperWith(
  port: XrayPort,
  tamper: Tamper,
  tamperQrs: NonNullable<XraySettings['tamperQrs']>,
): XrayPort {
  const changed: Pick<XrayPort, 'sendToHub' | 'redeemTicket' | 'readQrs'> = {
    readQrs: async path => tamperQrs(path, await port.readQrs(path)),
    sendToHub: async request => tamper(request, await port.sendToHub(request)),
    redeemTicket: async (name, headers) =>
      tamper({ path: 'ticket', headers }, await port.redeemTicket(name, headers)),
  }
  // A prototype keeps the getters.
  return Object.assign(Object.create(port), changed)
}
