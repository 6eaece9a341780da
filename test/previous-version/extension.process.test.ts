import { expect, test } from 'vitest'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { startNativeHost } from '../support/native-host.ts'
import { siteConfigFor, writeConfig } from '../support/site-config.ts'
import { createTemporaryHome } from '../support/temporary-home.ts'
import { recordedExchanges } from './recorded.ts'

/** Matches everything that has the fields of a recorded value, with values of the same types. */
function matchShape(recorded: unknown): unknown {
  if (Array.isArray(recorded))
    return recorded.length === 0 ? expect.any(Array) : expect.arrayContaining([matchShape(recorded[0])])
  if (typeof recorded === 'object' && recorded !== null)
    return expect.objectContaining(
      Object.fromEntries(
        Object.entries(recorded).map(([name, value]) => [name, name === 'code' ? value : matchShape(value)]),
      ),
    )
  const types = { string: String, number: Number, boolean: Boolean }
  const found = Object.entries(types).find(([name]) => name === typeof recorded)
  return found === undefined ? recorded : expect.any(found[1])
}

test('companion answers each request of the previous extension with all that it reads', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  await writeConfig(home.path, siteConfigFor(qlik, { users: ['DOMAIN\\*'] }))
  await using host = startNativeHost({ home: home.path })
  for (const { command, params, response } of recordedExchanges)
    expect({ command, ...(await host.sendCommand(command, params)) }).toEqual(
      matchShape({ command, ...response }),
    )
})
