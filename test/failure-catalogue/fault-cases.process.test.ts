import * as v from 'valibot'
import { expect, it } from 'vitest'
import { FindingSchema, type ResponseMessage } from '#protocol/messages'
import type { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { type FaultName, isFaultName } from '../doubles/qlik-sense/faults.ts'
import { startCompanionWithQlik } from '../support/companion-harness.ts'
import { type NativeHost, startNativeHost } from '../support/native-host.ts'
import { faultCases, type Outcome, type StepName, steps } from './fault-cases.ts'

const site = 'acme'
const sessionId = 'a-session-id-nobody-may-see'
const session = { site, prefix: '', sessionId }
const identity = { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] }

const params = {
  createSession: { ...session, identity },
  sessions: { site, prefix: '' },
  endSession: session,
  virtualProxies: { site },
}

/** Sends the command of a step while the fault is active. Cancels it if the server is silent. */
async function runStep(host: NativeHost, qlik: QlikSenseDouble, name: StepName, fault: FaultName) {
  const { command, scope } = steps[name]
  const active = await qlik.fault(fault, { ...scope, ms: 20 })
  const request = { id: requestId, command, params: params[command] }
  const answer = host.nextResponse(({ id }) => id === requestId)
  host.send(request)
  if (fault === 'silent' && name !== 'settings') {
    await active.reached
    await host.sendCommand('cancel', { request: requestId })
  }
  return answer.finally(() => active.end())
}

/** An id that the other commands of the host do not use. */
const requestId = 1_000

const SettingsSchema = v.object({ virtualProxy: v.object({ settingsFinding: v.optional(FindingSchema) }) })

/** Missing settings do not fail a sign-in. Their finding is part of the result. */
const outcomeOf = (answer: ResponseMessage, name: StepName): Outcome | string => {
  if (!answer.ok) return answer.error.code
  if (name !== 'settings') return 'passes'
  return v.parse(SettingsSchema, answer.result).virtualProxy.settingsFinding?.code ?? 'passes'
}

it.each(Object.keys(faultCases).filter(isFaultName))(
  'each step answers a server with the fault %s by the protocol, and no session stays',
  async fault => {
    await using harness = await startCompanionWithQlik()
    const { qlik } = harness
    await using host = startNativeHost(harness)
    const outcomes: [string, string][] = []
    for (const name of ['settings', 'session', 'sessions', 'endSession', 'virtualProxies'] as const) {
      if (name === 'endSession') qlik.addSession({ ...identity, sessionId })
      const answer = await runStep(host, qlik, name, fault)
      outcomes.push([name, outcomeOf(answer, name)])
      expect(JSON.stringify(answer.ok ? '' : answer.error)).not.toContain(sessionId)
      // A step that passed has created the session. One that failed may not have ended it.
      if (answer.ok || name === 'endSession') await host.sendCommand('endSession', params.endSession)
      expect(qlik.sessions).toEqual([])
    }
    expect(Object.fromEntries(outcomes)).toEqual(faultCases[fault])
    expect(await host.sendCommand('sites', {})).toMatchObject({ ok: true })
  },
)
