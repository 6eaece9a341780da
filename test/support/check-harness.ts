import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SiteConfiguration } from '../../companion/config/schema.ts'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import type { DoubleOptions } from '../doubles/qlik-sense/settings.ts'
import { runHubpass, runHubpassJson } from './run-hubpass.ts'
import { siteConfigFor, writeConfig } from './site-config.ts'
import { createTemporaryHome } from './temporary-home.ts'

interface SiteUnderCheck {
  double?: DoubleOptions
  configuration?: Partial<SiteConfiguration>
}

/** A case of a report, as the reporter `json` writes it. */
export interface ReportedCase {
  name: string
  verdict: string
  kind?: string
  items: { id: string; verdict: string; message: string; code?: string }[]
}

/** A plan for the users of `users.csv` on one virtual proxy of the site `acme`. */
export const smallPlan = `version: 1
site: acme
virtualProxies: [sales]
personas: [{ file: users.csv }]
limits: { concurrency: 4, rate: 500/s }
`

export const writeUsers = (path: string, count: number): Promise<void> =>
  writeFile(
    path,
    ['user', ...Array.from({ length: count }, (_, index) => `DOMAIN\\u${index}`), ''].join('\n'),
  )

/** Starts a double for each site, and a home that is also the folder of the plan. */
export async function startCheck(sites: Record<string, SiteUnderCheck>, plan: string) {
  const home = await createTemporaryHome()
  const doubles = new Map<string, QlikSenseDouble>()
  const configurations: SiteConfiguration[] = []
  for (const [id, { double, configuration }] of Object.entries(sites)) {
    const qlik = await QlikSenseDouble.start(double)
    doubles.set(id, qlik)
    configurations.push(siteConfigFor(qlik, { id, ...configuration }))
  }
  await writeConfig(home.path, ...configurations)
  const path = (name: string) => join(home.path, name)
  await writeFile(path('plan.yaml'), plan)
  const where = { home: home.path, cwd: home.path }
  const readEntries = async (name = 'plan.ndjson') =>
    (await readFile(path(name), 'utf8'))
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
  return {
    ...where,
    path,
    doubles: [...doubles.values()],
    qlik: (id = 'acme') => {
      const found = doubles.get(id)
      if (found === undefined) throw new Error(`no double for ${id}`)
      return found
    },
    check: (...options: string[]) => runHubpass(where, 'check', 'plan.yaml', ...options),
    checkJson: (...options: string[]) => runHubpassJson(where, 'check', 'plan.yaml', ...options),
    readEntries,
    readCases: async (): Promise<ReportedCase[]> =>
      (await readEntries()).filter(({ type }) => type === 'case'),
    /** The sessions and the records of sessions that are left. */
    listLeft: async () => [
      ...[...doubles.values()].flatMap(each => each.sessions.map(({ userId }) => userId)),
      ...(await readdir(path('open-sessions')).catch(() => [])),
    ],
    async [Symbol.asyncDispose]() {
      for (const each of [...doubles.values(), home]) await each[Symbol.asyncDispose]()
    },
  }
}
