import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nativeHostName } from '#protocol/limits'
import { World } from './fixtures/world.ts'

/** What stands where the companion should, and what a tester is told. */
const programs = {
  COMPANION_EXITED: 'process.exit(3)',
  COMPANION_GARBLED: 'process.stdout.write("Welcome to the companion!\\n"); process.stdin.resume()',
  VERSION_MISMATCH: `
    process.stdin.on('data', data => {
      const { id } = JSON.parse(data.subarray(4))
      const result = { protocol: { min: 7, max: 9 }, companion: '9.0.0', node: '', platform: '' }
      const body = Buffer.from(JSON.stringify({ id, ok: true, result }))
      const length = Buffer.alloc(4)
      length.writeUInt32LE(body.length)
      process.stdout.write(Buffer.concat([length, body]))
    })`,
  COMPANION_TIMEOUT: 'process.stdin.resume()',
}

async function register(world: World, origins: string[], program: string): Promise<void> {
  const folder = join(world.profile, 'NativeMessagingHosts')
  await mkdir(folder, { recursive: true })
  const path = join(folder, 'stand-in.cjs')
  await writeFile(path, `#!/usr/bin/env node\n${program}\n`)
  await chmod(path, 0o755)
  const manifest = {
    name: nativeHostName,
    description: 'a stand-in',
    path,
    type: 'stdio',
    allowed_origins: origins,
  }
  await writeFile(join(folder, `${nativeHostName}.json`), JSON.stringify(manifest))
}

test('says at once that the companion is not installed, and finds it after Try again', async () => {
  await using world = await World.open({ companion: 'absent' })
  const popup = await world.openPopup()
  const finding = await popup.finding()
  expect(finding).toMatchObject({ code: 'COMPANION_NOT_INSTALLED' })
  expect(finding?.remedy).toContain('hubpass install')

  await world.hubpass('install', '--user-data-dir', world.profile)
  await popup.button('Try again').click()
  await popup.waitForCompanion('ready')
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
})

test('says which extension a companion is not registered for', async () => {
  await using world = await World.open({ companion: 'absent' })
  await register(world, [`chrome-extension://${'a'.repeat(32)}/`], '')
  const popup = await world.openPopup()
  const finding = await popup.finding()
  expect(finding).toMatchObject({ code: 'COMPANION_FORBIDDEN' })
  expect(finding?.remedy).toContain(world.extensionId)
})

test.each(Object.entries(programs))(
  'names %s for what stands in the place of the companion',
  async (code, program) => {
    await using world = await World.open({ companion: 'absent' })
    await register(world, [`chrome-extension://${world.extensionId}/`], program)
    const popup = await world.openPopup()
    expect(await popup.finding()).toMatchObject({ code })
  },
)
