import { Command, InvalidArgumentError } from 'commander'
import { createStopSignal, waitForAbort } from '../../../scripts/stop-signal.ts'
import { DEFECTS, type DefectName, isDefectName } from './defects.ts'
import { describeSetup } from './describe-setup.ts'
import { QlikSenseDouble } from './double.ts'
import { FAULTS, type FaultName, isFaultName } from './faults.ts'
import { isSocketFault, SOCKET_FAULTS, type SocketFaultName } from './http/socket-faults.ts'
import type { DoubleOptions } from './settings.ts'
import { DEFAULT_USERS, USERS_OF_EACH_KIND } from './site/users.ts'
import { type Behaviors, isBehaviorName, UNVERIFIED_BEHAVIORS } from './unverified-behaviors.ts'

const joinNames = (names: Iterable<string>): string => [...names].join(', ')

type AnyFaultName = FaultName | SocketFaultName

const faultNames = [...Object.keys(FAULTS), ...Object.keys(SOCKET_FAULTS)]

function parsePort(words: string): number {
  const port = Number(words)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new InvalidArgumentError('A port is a number up to 65535. 0 is a free port.')
}

function parseDelay(words: string): number {
  const ms = Number(words)
  if (Number.isInteger(ms) && ms >= 0 && ms <= 60_000) return ms
  throw new InvalidArgumentError('A delay is a number of milliseconds up to 60000.')
}

function parseFault(name: string, previous: AnyFaultName[] = []): AnyFaultName[] {
  if (isFaultName(name) || isSocketFault(name)) return [...previous, name]
  throw new InvalidArgumentError(`The faults are: ${joinNames(faultNames)}.`)
}

function parseDefect(name: string, previous: DefectName[] = []): DefectName[] {
  if (isDefectName(name)) return [...previous, name]
  throw new InvalidArgumentError(`The defects are: ${joinNames(Object.keys(DEFECTS))}.`)
}

function parseUnknown(words: string, previous: Partial<Behaviors> = {}): Partial<Behaviors> {
  const [name = '', value = ''] = words.split('=', 2)
  if (!isBehaviorName(name))
    throw new InvalidArgumentError(`The switches are: ${joinNames(Object.keys(UNVERIFIED_BEHAVIORS))}.`)
  const values: readonly string[] = UNVERIFIED_BEHAVIORS[name].values
  if (!values.includes(value))
    throw new InvalidArgumentError(`The values of ${name} are: ${joinNames(values)}.`)
  return { ...previous, [name]: value }
}

/** Formats one line per defect. */
const formatDefects = (): string =>
  Object.entries(DEFECTS)
    .map(([name, { check, what }]) => `\n  ${check} ${name}: ${what}`)
    .join('')

/** Formats one line `name=one|other` per behavior. */
function formatUnknowns(): string {
  return Object.entries(UNVERIFIED_BEHAVIORS)
    .map(([name, { values }]) => `\n  ${name}=${values.join('|')}`)
    .join('')
}

const command = new Command('double')
  .description(
    'Starts the Qlik Sense double. Prints how to try Hubpass with it in a terminal, and else its addresses in one line of JSON.',
  )
  .option('--host <name>', 'host name in its URLs and its certificate', 'localhost')
  .option('--hub-port <port>', 'front end (default: a free port)', parsePort)
  .option('--plain-hub-port <port>', 'front end over plain http (default: none)', parsePort)
  .option('--qps-port <port>', 'proxy service REST API', parsePort)
  .option('--qrs-port <port>', 'repository service REST API', parsePort)
  .option('--delay <ms>', 'wait before each response', parseDelay, 0)
  .option('--fault <name>', 'fault to raise; repeatable', parseFault)
  .option('--hardened', 'be a site that passes all session checks')
  .option('--defect <name>', 'weakness of a hardened site; repeatable', parseDefect)
  .option('--each-kind-of-user', 'know a user of each kind')
  .option('--unknown <name=value>', 'unverified behavior to choose; repeatable', parseUnknown)
  .option('--json', 'print one line of JSON in a terminal too')
  .option('--log', 'write each request to standard error')
  .addHelpText(
    'after',
    `\nFaults: ${joinNames(faultNames)}\nDefects: ${formatDefects()}\nUnknowns: ${formatUnknowns()}`,
  )
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse()

interface Options {
  readonly host: string
  readonly hubPort?: number
  readonly plainHubPort?: number
  readonly qpsPort?: number
  readonly qrsPort?: number
  readonly delay: number
  readonly fault?: AnyFaultName[]
  readonly unknown?: Partial<Behaviors>
  readonly defect?: DefectName[]
  readonly hardened?: boolean
  readonly eachKindOfUser?: boolean
  readonly log?: boolean
  readonly json?: boolean
}

async function runDouble({
  delay,
  fault = [],
  unknown = {},
  defect,
  eachKindOfUser = false,
  log = false,
  json = false,
  ...where
}: Options): Promise<void> {
  const stopped = waitForStop() // listen before the addresses are printed
  const settings: DoubleOptions = {
    ...where,
    faults: fault,
    unknowns: unknown,
    ...(defect ? { defects: defect } : {}),
    ...(eachKindOfUser ? { users: [...DEFAULT_USERS, ...USERS_OF_EACH_KIND] } : {}),
    recording: false,
  }
  const qlik = await QlikSenseDouble.start(
    log ? { ...settings, log: line => process.stderr.write(`${line}\n`) } : settings,
  )
  if (delay > 0) await qlik.fault('slow', { ms: delay })
  const isForPeople = process.stdout.isTTY && !json
  process.stdout.write(`${isForPeople ? describeSetup(qlik) : JSON.stringify(summarizeSetup(qlik))}\n`)
  await stopped
  await qlik[Symbol.asyncDispose]()
  process.exit(0)
}

const summarizeSetup = (qlik: QlikSenseDouble): object => ({
  hub: qlik.hub,
  qps: qlik.qps,
  qrs: qlik.qrs,
  certificates: qlik.certificates.folder,
  users: qlik.site.users,
  virtualProxies: qlik.site.virtualProxies,
  spki: qlik.certificates.spki,
  ...(qlik.plainHub ? { plainHub: qlik.plainHub } : {}),
})

/** Resolves at the end of standard input, on a signal, or when the output is closed. */
const waitForStop = (): Promise<void> =>
  new Promise(resolve => {
    process.stdin.once('end', resolve).once('error', resolve).resume()
    void waitForAbort(createStopSignal()).then(resolve)
  })

await runDouble(command.opts()).catch((error: Error) => {
  process.stderr.write(`error: ${error.message}\n`)
  process.exit(1)
})
