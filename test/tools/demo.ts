import { World } from '../e2e/fixtures/world.ts'
import { signInAndTell } from './demo-run.ts'
import { type DemoWishes, parseWishes } from './demo-wishes.ts'

const exitCodes = { passed: 0, failed: 1, stopped: 130 }

/** Signs a tester in to the double through the popup: for people to watch and play with, or for a log to tell. */
async function demonstrate(wishes: DemoWishes): Promise<keyof typeof exitCodes> {
  const stopped = stopSignal()
  await using world = await World.open({ display: wishes.headless ? undefined : 'own' })
  const end = Promise.race([stopped, closingOf(world)])
  const verdict = await Promise.race([end, signInAndTell(world, wishes)])
  if (wishes.headless || verdict === 'stopped') return verdict
  console.log('\nThe browser is yours to play with. Close it, or press Ctrl-C, to end.')
  await end
  return verdict
}

const closingOf = ({ browser }: World): Promise<'stopped'> =>
  new Promise(resolve => browser.once('close', () => resolve('stopped')))

/** Ctrl-C and its like: from here on they no longer end the program, which first ends what it has started. */
const stopSignal = (): Promise<'stopped'> =>
  new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve('stopped'))
  })

try {
  process.exitCode = exitCodes[await demonstrate(parseWishes(process.argv.slice(2)))]
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown)
  process.exitCode = exitCodes.failed
}
