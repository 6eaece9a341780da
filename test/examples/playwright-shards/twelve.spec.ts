import { access, readdir, writeFile } from 'node:fs/promises'
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
      if (user === 'TESTING\\anna') await expect.poll(haveFiveBeenHeld).toBe(true)
      expect(await whoami()).toBe(user)
    })
  })
}

/** Whether five workers have had a session at the same time, so that the sixth had to wait. */
async function haveFiveBeenHeld(): Promise<boolean> {
  const home = process.env.HUBPASS_HOME ?? ''
  const marker = join(home, 'five-held')
  const records = await readdir(join(home, 'open-sessions'))
  if (records.length >= 5) await writeFile(marker, '')
  return access(marker).then(
    () => true,
    () => false,
  )
}
