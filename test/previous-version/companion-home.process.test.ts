import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCompanionOrThrow } from '../support/run-companion.ts'
import { createTemporaryHome } from '../support/temporary-home.ts'
import { readRecordedFile } from './recorded.ts'

test('companion reads sites and audit log of the previous one', async () => {
  await using home = await createTemporaryHome()
  await writeFile(join(home.path, 'config.json'), readRecordedFile('config.json'), { mode: 0o600 })
  await mkdir(join(home.path, 'audit'))
  await writeFile(join(home.path, 'audit', '000001.jsonl'), readRecordedFile('audit.jsonl'), { mode: 0o600 })
  const run = async (...args: string[]): Promise<unknown> =>
    JSON.parse(await runCompanionOrThrow(home.path, [...args, '--json']))
  expect(await run('site', 'list')).toMatchObject({
    ok: true,
    result: { sites: [{ id: 'acme', hub: 'https://qlik.test', users: ['DOMAIN\\*'] }] },
  })
  const entries = readRecordedFile('audit.jsonl')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line).action)
  expect(JSON.stringify(await run('audit'))).toContain(entries[0])
  expect(await run('audit')).toMatchObject({ ok: true })
})
