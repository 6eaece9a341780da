import { expect, it } from 'vitest'
import { say } from '#messages/checks/message'
import { Secrets } from '../../../companion/xray/mask.ts'

it('a secret is masked in a text, in the values of a message, and in the messages that it quotes', () => {
  const secrets = new Secrets()
  const secret = 'not-for-reports'
  secrets.add(secret)
  const quoted = say('check.socket.refused', { says: `closed with ${secret}` })
  const text = say('check.SC-12.failed', { places: [`/hub/?id=${secret}`, quoted], count: 2 })
  expect(JSON.stringify([secrets.maskText(text), secrets.maskText(`a ${secret}`)])).not.toContain(secret)
  expect(secrets.maskText(text)).toMatchObject({ id: 'check.SC-12.failed', values: { count: 2 } })
})
