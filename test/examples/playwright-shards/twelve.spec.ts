import { access, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'hubpass/playwright'

/**
 * Twelve tests for two users, in an order that lets the six workers of three shards all begin with the same
 * user.
 */
for (let number = 1; number <= 12; number += 1) {
  const user = (number - 1) % 4 < 2 ? 'TESTING\\anna' : 'TESTING\\bert'
  test.describe(`${number}`, () => {
    test.use({ hubpass: { site: 'acme', prefix: 'sales', user } })
    test(`${user} is signed in`, async ({ whoami }) => {
      if (process.env.EXAMPLE_KILL === `${number}` && test.info().retry === 0)
        process.kill(process.pid, 'SIGKILL')
      if (user === 'TESTING\\anna') await meetFour()
      expect(await whoami()).toBe(user)
    })
  })
}

/** Waits until five tests have had a session of the user at the same time, so that the sixth had to wait. */
async function meetFour(): Promise<void> {
  const folder = join(process.env.HUBPASS_HOME ?? '', 'signed-in')
  await mkdir(folder, { recursive: true })
  const own = join(folder, String(process.pid))
  const marker = `${folder}-all`
  await writeFile(own, '')
  await expect
    .poll(async () => {
      if ((await readdir(folder)).length === 5) await writeFile(marker, '')
      return access(marker).then(
        () => true,
        () => false,
      )
    })
    .toBe(true)
  await rm(own)
}
