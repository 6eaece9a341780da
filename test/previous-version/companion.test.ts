import * as v from 'valibot'
import { expect, test, vi } from 'vitest'
import { commands, isCommand } from '#protocol/commands'
import { RequestMessageSchema } from '#protocol/messages'
import {
  listCommands,
  request,
  startWithPage,
  waitForOutcome,
  waitUntilReady,
} from '../support/background-harness.ts'
import { type Channel, FakeChannel } from '../support/fake-channel.ts'
import { FakeCompanion } from '../support/fake-companion.ts'
import { answerAsRecorded, recordedExchanges } from './recorded.ts'

/** Answers as the companion of the previous version did. */
class PreviousCompanion extends FakeCompanion {
  override connect(): Channel {
    const channel = new FakeChannel(
      message => {
        const received = v.parse(RequestMessageSchema, message)
        this.requests.push(received)
        channel.deliver(answerAsRecorded(received))
      },
      () => {},
    )
    return channel
  }
}

const known = recordedExchanges.filter(({ command, response }) => isCommand(command) && response.ok === true)

test.each(known)('extension accepts the answer of the previous companion to $command', exchange => {
  const { result } = exchange.response
  if (!isCommand(exchange.command)) throw new Error('an unknown command has no result')
  expect(v.parse(commands[exchange.command].result, result)).toMatchObject(result ?? {})
})

test('extension signs in with the previous companion', async () => {
  const companion = new PreviousCompanion()
  const bg = await startWithPage({ companion })
  await waitUntilReady(bg)
  bg.page.sendIntent({ intent: 'virtualProxies', site: 'acme' })
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'passed')
  expect(listCommands(companion)).toContain('createSession')
  expect(bg.page.state?.virtualProxies).toMatchObject({ acme: { status: 'ready' } })
})

test('extension reports what the previous companion cannot do, and keeps working', async () => {
  const bg = await startWithPage({ companion: new PreviousCompanion() })
  await waitUntilReady(bg)
  bg.page.sendIntent({ intent: 'checkSite', site: 'acme' })
  await vi.waitFor(() => expect(bg.page.state?.siteAction?.status).toBe('failed'))
  expect(bg.page.state?.siteAction?.finding?.code).toBe('COMPANION_TOO_OLD')
  const target = { windowId: 1, site: 'acme', prefix: '', user: 'DOMAIN\\User1' }
  bg.page.sendIntent({ intent: 'startXray', ...target })
  await vi.waitFor(() =>
    expect(bg.page.state?.xray).toMatchObject({ finding: { code: 'COMPANION_TOO_OLD' } }),
  )
  expect(bg.page.state?.companion.status).toBe('ready')
})
