import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { toolsFolder } from '../../scripts/setup/tools.mjs'
import type { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { startCompanionWithQlik } from '../support/companion-harness.ts'
import { runForResult } from '../support/run-hubpass.ts'
import { runPlanWithJMeter } from './support/jmeter.ts'
import { locustProgram } from './support/locust.ts'
import { runNodeTool, runTool } from './support/tools.ts'

/** The files of docs/several-machines.md with the commands of that page, on one machine. */

async function startWithMaterial(users: readonly string[], options: string) {
  const harness = await startCompanionWithQlik()
  const list = join(harness.home, 'users.csv')
  await writeFile(list, `user\n${users.map(user => `TESTING\\${user}`).join('\n')}\n`)
  const material = join(harness.home, 'material')
  const where = ['acme', '--prefix', 'sales', '--users', list, '--out', material]
  await runForResult(harness, 'sessions', 'make', ...where, ...options.split(' '))
  const endAll = () => runForResult(harness, 'sessions', 'end', material)
  return { ...harness, material, endAll, root: join(harness.qlik.certificates.folder, 'root.pem') }
}

/** The session ids with which the hub was asked who is signed in. */
const listUsed = ({ requests }: QlikSenseDouble): Set<string> =>
  new Set(
    requests
      .filter(({ endpoint, path }) => endpoint === 'proxy' && path === '/sales/qps/user')
      .map(({ headers }) => String(headers.cookie)),
  )

const MergedSchema = v.object({
  stats: v.object({ expected: v.number(), unexpected: v.number(), flaky: v.number() }),
})

it('three shards of Playwright use each session once, and their reports merge', async () => {
  await using harness = await startWithMaterial(
    ['anna', 'bob', 'carl'],
    '--count 12 --format playwright --shards 3',
  )
  // Beside the packages of the tools, as a project with its own node_modules.
  const project = await mkdtemp(join(toolsFolder, 'shards-'))
  try {
    const env = { HUBPASS_MATERIAL: harness.material, NODE_EXTRA_CA_CERTS: harness.root }
    await cp(fromRoot('examples/engines/playwright-shards'), project, { recursive: true })
    // Playwright writes reports beside the package.json of a project.
    await writeFile(join(project, 'package.json'), '{}')
    const runs = [1, 2, 3].map(async shard => {
      const args = ['--reporter=blob', '--workers=2', '--output', `results-${shard}`]
      const blob = { PLAYWRIGHT_BLOB_OUTPUT_DIR: join(project, `blob-${shard}`) }
      const options = { cwd: project, env: { ...env, ...blob } }
      return runNodeTool('@playwright/test/cli.js', ['test', `--shard=${shard}/3`, ...args], options)
    })
    for (const { code, output } of await Promise.all(runs)) expect(code, output).toBe(0)
    const blobs = join(project, 'all-blobs')
    await mkdir(blobs)
    for (const shard of [1, 2, 3])
      await cp(join(project, `blob-${shard}`, `report-${shard}.zip`), join(blobs, `report-${shard}.zip`))
    const merged = await runNodeTool('@playwright/test/cli.js', ['merge-reports', '--reporter=json', blobs], {
      cwd: project,
    })
    expect(v.parse(MergedSchema, JSON.parse(merged.output)).stats).toEqual({
      expected: 12,
      unexpected: 0,
      flaky: 0,
    })
  } finally {
    await rm(project, { recursive: true })
  }
  expect(listUsed(harness.qlik).size).toBe(12)
  expect(await harness.endAll()).toMatchObject({ ended: 12, gone: 0 })
  expect(harness.qlik.sessions).toEqual([])
})

it('a master and two workers of Locust use each session for one user', async () => {
  await using harness = await startWithMaterial(
    ['anna', 'bob', 'carl', 'dora'],
    '--count 20 --format locust --shards 2',
  )
  const port = String(await findFreePort())
  const locust = (...args: readonly string[]) =>
    runTool(
      '/usr/bin/python3',
      [...locustProgram, '-f', fromRoot('examples/engines/locust/locustfile.py'), ...args],
      { cwd: harness.home },
    )
  const workers = [1, 2].map(shard =>
    locust(
      ...['--worker', '--master-host', '127.0.0.1', '--master-port', port],
      ...['--sessions', join(harness.material, `sessions.${shard}.csv`)],
    ),
  )
  const master = await locust(
    ...['--master', '--master-bind-host', '127.0.0.1', '--master-bind-port', port, '--expect-workers', '2'],
    ...['--prefix', 'sales', '--host', harness.qlik.hub, '--headless', '-u', '20', '-r', '20', '-t', '6s'],
    ...['--csv', join(harness.home, 'out'), '--exit-code-on-error', '1'],
  )
  expect(master.code, master.output).toBe(0)
  for (const { code, output } of await Promise.all(workers)) expect(code, output).toBe(0)
  const [, first = ''] = (await readFile(join(harness.home, 'out_stats.csv'), 'utf8')).split('\n')
  const [, name, requests, failures] = first.split(',')
  expect([name, failures]).toEqual(['/sales/qps/user', '0'])
  expect(Number(requests)).toBeGreaterThanOrEqual(20)
  expect(listUsed(harness.qlik).size).toBe(20)
  expect(await harness.endAll()).toMatchObject({ ended: 20, gone: 0 })
  expect(harness.qlik.sessions).toEqual([])
})

it('two machines with JMeter use each session for one user', async () => {
  await using harness = await startWithMaterial(
    ['anna', 'bob', 'carl', 'dora'],
    '--count 8 --format jmeter --shards 2',
  )
  const { hostname, port } = new URL(harness.qlik.hub)
  const runs = [1, 2].map(async shard => {
    const results = join(harness.home, `out-${shard}.csv`)
    const run = await runPlanWithJMeter(
      fromRoot('examples/engines/jmeter/who-am-i.jmx'),
      results,
      ...[`-Jhost=${hostname}`, `-Jport=${port}`, '-Jpath=/sales/qps/user'],
      ...[`-Jsessions=${join(harness.material, `sessions.${shard}.csv`)}`, '-Jusers=5', '-Jrequests=2'],
    )
    return {
      ...run,
      rows: await readFile(results, 'utf8').then(
        text => text.trim().split('\n'),
        () => [],
      ),
    }
  })
  for (const { code, output, rows } of await Promise.all(runs)) {
    // Five users, but four sessions.
    expect(rows, output).toHaveLength(8)
    for (const row of rows) expect(row).toMatch(/,200,OK,.*,true,/)
    expect(code, output).toBe(0)
  }
  expect(listUsed(harness.qlik).size).toBe(8)
  expect(await harness.endAll()).toMatchObject({ ended: 8, gone: 0 })
})

const findFreePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
