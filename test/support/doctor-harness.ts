import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { FindingSchema } from '#protocol/messages'
import type { SiteConfiguration } from '../../companion/config/schema.ts'
import { nodeVariables } from '../../companion/install/node-variables.ts'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import type { DoubleOptions } from '../doubles/qlik-sense/settings.ts'
import { type CliEnvironment, runHubpass, runHubpassJson } from './run-hubpass.ts'
import { siteConfigFor, writeConfig } from './site-config.ts'
import { createTemporaryHome } from './temporary-home.ts'

const ReportSchema = v.strictObject({
  healthy: v.boolean(),
  verdicts: v.array(
    v.strictObject({
      site: v.optional(v.string()),
      state: v.picklist(['passed', 'warned', 'failed']),
      sentence: v.string(),
      remedy: v.optional(v.string()),
    }),
  ),
  checks: v.array(
    v.strictObject({
      id: v.string(),
      title: v.string(),
      site: v.optional(v.string()),
      state: v.picklist(['passed', 'warned', 'failed', 'skipped']),
      note: v.optional(v.string()),
      finding: v.optional(FindingSchema),
      others: v.optional(v.array(FindingSchema)),
      ms: v.optional(v.number()),
    }),
  ),
})

/** The environment of tests may set some. */
const withoutNodeVariables = Object.fromEntries(nodeVariables.map(name => [name, undefined]))

/** Starts a machine with one browser, an installed companion and the healthy site `acme`. */
export async function startInstalledCompanion(settings: DoubleOptions = {}) {
  const folder = await createTemporaryHome()
  const qlik = await QlikSenseDouble.start({
    virtualProxies: [{ prefix: '', description: 'Central Proxy (Default)' }, { prefix: 'sales' }],
    ...settings,
  })
  const config = join(folder.path, '.config')
  const profile = join(config, 'chromium')
  await mkdir(profile, { recursive: true })
  const home = join(config, 'hubpass')
  const usual = { HOME: folder.path, XDG_CONFIG_HOME: config, PATH: folder.path, LANG: 'C', LC_ALL: 'C' }
  const env = { ...withoutNodeVariables, ...usual }
  const environment: CliEnvironment = { home, env }
  await runHubpass(environment, 'install')
  await writeConfig(home, siteConfigFor(qlik))
  const dispose = async () => {
    for (const each of [qlik, folder]) await each[Symbol.asyncDispose]()
  }
  return {
    ...environment,
    qlik,
    manifest: join(profile, 'NativeMessagingHosts', 'hubpass.companion.json'),
    launcher: join(home, 'companion', 'hubpass-host'),
    configuration: join(home, 'config.json'),
    changeSite: (changes: Partial<SiteConfiguration>) => writeConfig(home, siteConfigFor(qlik, changes)),
    [Symbol.asyncDispose]: dispose,
  }
}

export type InstalledCompanion = Awaited<ReturnType<typeof startInstalledCompanion>>

/** Returns the doctor's report as JSON and text. Throws when the JSON has an unexpected shape. */
export async function runDoctor(environment: CliEnvironment, ...args: string[]) {
  const { document, code, stderr } = await runHubpassJson(environment, 'doctor', ...args)
  if (!document.ok) throw new Error(`${document.error.code}: ${document.error.message}`)
  const report = v.parse(ReportSchema, document.result)
  const { checks } = report
  return {
    ...report,
    code,
    stderr,
    /** `id state`, in order. */
    states: checks.map(({ id, state }) => `${id} ${state}`),
    check: (id: string) => checks.find(check => check.id === id),
  }
}

/** The check ids of a healthy machine. */
export const machineIds = [
  'configuration',
  'home',
  'rights',
  'environment',
  'installation',
  'companion',
  'browser:chromium',
  'extension',
  'limits',
]
export const qpsIds = ['dns', 'tcp', 'tls', 'client-certificate', 'xrfkey', 'qps']
export const qrsIds = ['qrs', 'proxy-node', 'virtual-proxy:', 'virtual-proxy:sales']

/** Returns each id with that state, as {@link runDoctor} lists them. */
export const withState = (ids: string[], state: string): string[] => ids.map(id => `${id} ${state}`)
