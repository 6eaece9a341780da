import { World } from '../e2e/fixtures/world.ts'
import { signInAndTell } from './demo-run.ts'
import { type DemoWishes, parseWishes } from './demo-wishes.mjs'
import { aborted, stopSignal } from './stop-signal.ts'

type Verdict = 'passed' | 'failed' | 'stopped'

const exitCodes: Record<Verdict, number> = { passed: 0, failed: 1, stopped: 130 }

/** Signs a tester in to the double through the popup: for people to watch and play with, or for a log to tell. */
async function demonstrate(wishes: DemoWishes, stop: AbortSignal): Promise<Verdict> {
  await using world = await World.open({ display: wishes.headless ? undefined : 'own' })
  const end = Promise.race([aborted(stop), closing(world)]).then((): Verdict => 'stopped')
  const verdict = await Promise.race([end, signInAndTell(world, wishes)])
  if (wishes.headless || verdict === 'stopped') return verdict
  console.log('\nThe browser is yours to play with. Close it, or press Ctrl-C, to end.')
  await end
  return verdict
}

const closing = ({ browser }: World): Promise<void> =>
  new Promise(resolve => browser.once('close', () => resolve()))

const stop = stopSignal()
try {
  process.exitCode = exitCodes[await demonstrate(parseWishes(process.argv.slice(2)), stop)]
} catch (thrown) {
  if (!stop.aborted) console.error(thrown instanceof Error ? thrown.message : thrown)
  process.exitCode = exitCodes[stop.aborted ? 'stopped' : 'failed']
}
