import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, request, test } from '@playwright/test'

/** The folder that `hubpass sessions make --format playwright` has made. Every machine has all of it. */
const folder = process.env.HUBPASS_MATERIAL ?? 'material'
const readJson = name => JSON.parse(readFileSync(join(folder, name), 'utf8'))

const { hub, prefix, files } = readJson('manifest.json')
const address = `${hub}${prefix === '' ? '' : `/${prefix}`}/qps/user`

// One test for each session: whatever machine and worker runs it, no two tests share a session.
for (const [index, { userDirectory, userId, session }] of files
  .flatMap(({ name }) => readJson(name))
  .entries())
  test(`${index + 1} ${userDirectory}\\${userId} is signed in`, async () => {
    const context = await request.newContext({ storageState: session })
    const response = await context.get(address)
    expect(await response.json()).toMatchObject({ userDirectory, userId })
    await context.dispose()
  })
