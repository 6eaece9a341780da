import { Command, InvalidArgumentError } from 'commander'
import { aborted, stopSignal } from '../../tools/stop-signal.ts'
import { QlikSenseDouble } from './double.ts'
import { FAULTS, type FaultName, isFaultName } from './faults.ts'
import { inWords } from './in-words.ts'
import type { DoubleSettings } from './settings.ts'
import { isUnknownName, UNKNOWNS, type Unknowns } from './unknowns.ts'

const list = (names: Iterable<string>): string => [...names].join(', ')

function parsePort(words: string): number {
  const port = Number(words)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new InvalidArgumentError('A port is a number up to 65535; 0 is any free one.')
}

function parseFault(name: string, others: FaultName[] = []): FaultName[] {
  if (isFaultName(name)) return [...others, name]
  throw new InvalidArgumentError(`The faults are: ${list(Object.keys(FAULTS))}.`)
}

function parseUnknown(words: string, others: Partial<Unknowns> = {}): Partial<Unknowns> {
  const [name = '', value = ''] = words.split('=', 2)
  if (!isUnknownName(name))
    throw new InvalidArgumentError(`The switches are: ${list(Object.keys(UNKNOWNS))}.`)
  const values: readonly string[] = UNKNOWNS[name].values
  if (!values.includes(value)) throw new InvalidArgumentError(`The values of ${name} are: ${list(values)}.`)
  return { ...others, [name]: value }
}

/** `name=one|other`, line by line */
function valuesOfUnknowns(): string {
  return Object.entries(UNKNOWNS)
    .map(([name, { values }]) => `\n  ${name}=${values.join('|')}`)
    .join('')
}

const command = new Command('double')
  .description('Starts the Qlik Sense double and prints where it is, in one line of JSON.')
  .option('--host <name>', 'host name in its URLs and its certificate', 'localhost')
  .option('--hub-port <port>', 'front end (any free port unless told)', parsePort)
  .option('--plain-hub-port <port>', 'front end over plain http, closed unless told', parsePort)
  .option('--qps-port <port>', 'proxy service REST API', parsePort)
  .option('--qrs-port <port>', 'repository service REST API', parsePort)
  .option('--fault <name>', 'something that goes wrong; may be repeated', parseFault)
  .option('--unknown <name=value>', 'what is not known of real sites; may be repeated', parseUnknown)
  .option('--log', 'write each request to standard error')
  .addHelpText('after', `\nFaults: ${list(Object.keys(FAULTS))}\nUnknowns: ${valuesOfUnknowns()}`)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse()

interface Options {
  readonly host: string
  readonly hubPort?: number
  readonly plainHubPort?: number
  readonly qpsPort?: number
  readonly qrsPort?: number
  readonly fault?: FaultName[]
  readonly unknown?: Partial<Unknowns>
  readonly log?: boolean
}

async function run({ fault = [], unknown = {}, log = false, ...where }: Options): Promise<void> {
  const stopped = toldToStop() // listening before anybody can have read where the double is
  const settings: DoubleSettings = { ...where, faults: fault, unknowns: unknown, recording: false }
  const qlik = await QlikSenseDouble.start(
    log ? { ...settings, log: line => process.stderr.write(`${line}\n`) } : settings,
  )
  process.stdout.write(`${JSON.stringify(describe(qlik))}\n`)
  if (process.stderr.isTTY) process.stderr.write(`\n${inWords(qlik)}\n`)
  await stopped
  await qlik[Symbol.asyncDispose]()
  process.exit(0)
}

const describe = (qlik: QlikSenseDouble): object => ({
  hub: qlik.hub,
  qps: qlik.qps,
  qrs: qlik.qrs,
  certificates: qlik.certificates.folder,
  users: qlik.site.users,
  virtualProxies: qlik.site.virtualProxies,
  spki: qlik.certificates.spki,
  ...(qlik.plainHub ? { plainHub: qlik.plainHub } : {}),
})

/** The end of standard input, a signal, or nobody who reads what we print. */
const toldToStop = (): Promise<void> =>
  new Promise(resolve => {
    process.stdin.once('end', resolve).once('error', resolve).resume()
    void aborted(stopSignal()).then(resolve)
  })

await run(command.opts()).catch((error: Error) => {
  process.stderr.write(`error: ${error.message}\n`)
  process.exit(1)
})
