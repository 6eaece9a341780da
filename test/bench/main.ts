import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { World } from '../e2e/fixtures/world.ts'
import { fromRoot } from '../tools/setup/root.mjs'
import { aborted, stopSignal } from '../tools/stop-signal.ts'
import { clickToVerified } from './click-to-verified.ts'
import { type Contest, measure } from './measure.ts'
import { emptyPopup, popupOpen } from './popup-open.ts'
import { popupSize } from './popup-size.ts'
import { shellSession } from './shell-session.ts'
import { tableOf } from './table.ts'
import { warmPost } from './warm-post.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '30' } } })
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`--rounds is "${values.rounds}"; give a whole number from 1.`)
  process.exit(2)
}

/** All against one double, in one run. */
const stop = stopSignal()
const parts = [heading()]
await compare(stop).catch(thrown => {
  if (!stop.aborted) throw thrown
})
if (stop.aborted) process.exitCode = 130

/** What has been started is ended at the end, and as soon as somebody wants to stop. */
async function compare(stop: AbortSignal): Promise<void> {
  await using world = await World.open({ extensions: [emptyPopup], qlik: { recording: false } })
  await Promise.race([aborted(stop), compareIn(world)])
}

async function compareIn(world: World): Promise<void> {
  await using shell = await shellSession(world.qlik)
  await using warm = await warmPost(world)
  await tell(shell)
  await tell(warm)
  await tell(await clickToVerified(world))
  await tell(popupOpen(world))
  say(popupSize())
  await mkdir(fromRoot('test-results'), { recursive: true })
  await writeFile(fromRoot('test-results', 'bench.md'), parts.join('\n'))
}

function heading(): string {
  const text = `## Hubpass beside the alternatives\n\nNode ${process.version}, ${cpus().length} cores, medians of ${rounds} rounds in turn.\n`
  console.log(`\n${text}`)
  return text
}

async function tell(contest: Contest): Promise<void> {
  say(tableOf(contest, await measure(contest, rounds)))
}

function say(part: string): void {
  console.log(part)
  parts.push(part)
}
