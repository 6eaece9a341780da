import { utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import { readConfiguration } from '../../../companion/config/configuration.ts'
import { findingOfRejection } from '../../support/catch-finding.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

let file: string

beforeEach(async () => {
  const home = await createTemporaryHome()
  vi.stubEnv('HUBPASS_HOME', home.path)
  file = join(home.path, 'config.json')
  return () => home[Symbol.asyncDispose]()
})

afterAll(() => void vi.unstubAllEnvs())

const toText = (user: string) =>
  JSON.stringify({
    version: 1,
    sites: [
      {
        ...{ id: 'acme', hub: 'https://qlik.acme.com', qps: 'qlik.acme.com:4243', qrs: 'qlik.acme.com:4242' },
        credential: { kind: 'pem', certificate: '/c/client.pem', key: '/c/key.pem', root: '/c/root.pem' },
        users: [user],
      },
    ],
  })

/** Neither time nor length tell the versions apart. */
async function write(text: string): Promise<void> {
  await writeFile(file, text)
  await utimes(file, 1_000, 1_000)
}

it('readConfiguration sees a change that keeps the length and the time of the file', async () => {
  await write(toText('TEST\\A'))
  const before = await readConfiguration()
  await write(toText('TEST\\B'))
  const after = await readConfiguration()
  expect([before, after].map(({ sites }) => sites[0]?.users)).toEqual([['TEST\\A'], ['TEST\\B']])
})

it('readConfiguration reports a mistake each time, and reads the file again once it is mended', async () => {
  await write('{}')
  const codes = []
  for (let time = 0; time < 2; time += 1) codes.push((await findingOfRejection(readConfiguration())).code)
  await write(toText('TEST\\A'))
  expect([codes, (await readConfiguration()).sites.length]).toEqual([['CONFIG_INVALID', 'CONFIG_INVALID'], 1])
})
