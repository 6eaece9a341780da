import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createTarGz } from '../../scripts/package/archives/tar.ts'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { listShellBlocks, readSection } from '../support/document-commands.ts'
import { createBuiltPackage } from '../support/packed-project.ts'
import { readRepositoryFile } from '../support/repository.ts'
import { companionProgram } from '../support/run-hubpass.ts'
import { siteConfigFor, writeConfig } from '../support/site-config.ts'
import { createTemporaryHome } from '../support/temporary-home.ts'
import { readGithubSteps, readGitlabJob } from '../support/workflow-steps.ts'

/** The pages about plans, followed to the letter in a shell, against the double. */

const plan = `version: 1
site: test
virtualProxies: [sales]
personas: [{ user: 'DOMAIN\\User1' }]
limits: { rate: 500/s }
`

async function start() {
  const home = await createTemporaryHome()
  const qlik = await QlikSenseDouble.start()
  const path = (...names: string[]) => join(home.path, ...names)
  for (const folder of ['bin', 'prefix', 'repository/tools', 'temporary'])
    await mkdir(path(folder), { recursive: true })
  const env: Record<string, string> = {
    HOME: home.path,
    HUBPASS_HOME: path('data'),
    PATH: `${path('bin')}:${path('prefix', 'bin')}:${process.env.PATH}`,
    npm_config_prefix: path('prefix'),
    npm_config_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  }
  return {
    qlik,
    path,
    env,
    read: (...names: string[]) => readFile(path(...names), 'utf8'),
    /** Runs commands as a forge does: the first that fails ends the step. */
    run: (script: string, more: Record<string, string> = {}) =>
      new Promise<{ code: number; stdout: string; stderr: string }>(resolve => {
        const options = { cwd: path('repository'), env: { ...env, ...more } }
        execFile('sh', ['-e', '-c', script], options, (error, stdout, stderr) =>
          resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
        )
      }),
    async [Symbol.asyncDispose]() {
      for (const each of [qlik, home]) await each[Symbol.asyncDispose]()
    },
  }
}

type Place = Awaited<ReturnType<typeof start>>

/** Puts the package of npm and a plan into the repository, and returns the values of the forge. */
async function createRepository({ qlik, path }: Place): Promise<Record<string, string>> {
  const entries = createBuiltPackage()
  await writeFile(path('repository/tools/hubpass-9.8.7.tgz'), createTarGz(entries, new Date()))
  await writeFile(path('repository/plan.yaml'), plan)
  return {
    QLIK_HUB: qlik.hub,
    QLIK_QPS: new URL(qlik.qps).host,
    QLIK_QRS: new URL(qlik.qrs).host,
  }
}

const certificates = { QLIK_CLIENT: 'client.pem', QLIK_CLIENT_KEY: 'client_key.pem', QLIK_ROOT: 'root.pem' }

it.skipIf(process.platform === 'win32').each([
  ['as expected', plan, 0],
  ['not as expected', `${plan}expect: { cookie: { secure: false } }\n`, 1],
])('the workflow for GitHub checks a plan whose cases are %s', async (_, text, expected) => {
  await using place = await start()
  const { path, run, qlik } = place
  const values = await createRepository(place)
  await writeFile(path('repository/plan.yaml'), text)
  for (const [name, file] of Object.entries(certificates))
    values[name] = (await readFile(join(qlik.certificates.folder, file), 'utf8')).trimEnd()
  const [install, add, check, clean, ...others] = readGithubSteps(
    'docs/check/ci.md',
    'GitHub Actions',
    values,
  )
  if (!install || !add || !check || !clean) throw new Error('a step is missing')
  expect(others).toEqual([])
  const forge = {
    RUNNER_TEMP: path('temporary'),
    GITHUB_ENV: path('env'),
    GITHUB_STEP_SUMMARY: path('summary.md'),
  }
  expect(await run(install.run, { ...forge, ...install.env })).toMatchObject({ code: 0 })
  const added = await run(add.run, { ...forge, ...add.env })
  expect(added).toMatchObject({ code: 0, stdout: expect.stringContaining('Site test added.') })
  expect(added.stderr).not.toContain('PRIVATE')
  const [, dataFolder = ''] = /^HUBPASS_HOME=(.*)$/m.exec(await place.read('env')) ?? []
  const checked = await run(check.run, { ...forge, HUBPASS_HOME: dataFolder })
  expect([checked.code, /^::error file=plan\.yaml,line=4/m.test(checked.stdout)]).toEqual([
    expected,
    expected === 1,
  ])
  expect(await place.read('summary.md')).toContain('# plan.yaml')
  for (const report of ['junit.xml', 'hubpass.sarif', 'report.html', 'plan.ndjson'])
    expect(existsSync(path('repository', report))).toBe(true)
  expect(await run(clean.run, forge)).toMatchObject({ code: 0 })
  expect([existsSync(dataFolder), qlik.sessions]).toEqual([false, []])
})

it.skipIf(process.platform === 'win32')('the job for GitLab checks a plan', async () => {
  await using place = await start()
  const { path, run, qlik } = place
  const values = await createRepository(place)
  for (const [name, file] of Object.entries(certificates)) values[name] = join(qlik.certificates.folder, file)
  const { script, variables } = readGitlabJob('docs/check/ci.md', 'GitLab CI', 'hubpass')
  expect(Object.keys(variables)).toEqual(['HUBPASS_HOME'])
  const { code, stdout } = await run(script.join('\n'), values)
  expect([code, stdout]).toEqual([0, expect.stringContaining('The case is as expected.')])
  for (const report of ['junit.xml', 'report.html', 'plan.ndjson'])
    expect(existsSync(path('repository', report))).toBe(true)
  expect(qlik.sessions).toEqual([])
})

/** The blocks of a page with their languages, in their order. */
const listBlocks = (file: string): [language: string, text: string][] =>
  [...readRepositoryFile(file).matchAll(/^( *)```([\w ]+)\n([\s\S]*?)^\1```$/gm)].map(
    ([, indent = '', language = '', text = '']) => [
      language,
      text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    ],
  )

/** Makes `hubpass` a command. */
async function installProgram({ path }: Place): Promise<void> {
  await writeFile(path('bin/hubpass'), `#!/bin/sh\nexec "${process.execPath}" "${companionProgram}" "$@"\n`)
  await chmod(path('bin/hubpass'), 0o755)
}

it.skipIf(process.platform === 'win32')('the commands for several machines join all cases', async () => {
  await using place = await start()
  const { path, run, qlik } = place
  await installProgram(place)
  await writeConfig(path('data'), siteConfigFor(qlik, { id: 'test' }))
  await writeFile(
    path('repository/plan.yaml'),
    plan.replace(/^personas.*$/m, 'personas: [{ file: users.csv }]'),
  )
  const users = Array.from({ length: 8 }, (_, index) => `DOMAIN\\u${index}`)
  await writeFile(path('repository/users.csv'), ['user', ...users, ''].join('\n'))
  const [commands = ''] = listShellBlocks(readSection('docs/check/ci.md', 'Several machines'))
  const { code, stdout } = await run(commands)
  expect([code, stdout]).toEqual([0, expect.stringContaining('All 8 cases are as expected.')])
  expect(existsSync(path('repository/night.html'))).toBe(true)
})

it.skipIf(process.platform === 'win32')(
  'each step of the first plan has the result that the page names',
  async () => {
    await using place = await start()
    const { path, run, qlik } = place
    await installProgram(place)
    const planFile = path('repository/plan.yaml')
    const replace = async (pattern: RegExp, text: string) => {
      const before = await readFile(planFile, 'utf8')
      expect(before).toMatch(pattern)
      await writeFile(
        planFile,
        before.replace(pattern, () => text),
      )
    }
    const results: [string, number][] = []
    const outputs: string[] = []
    for (const [language, text] of listBlocks('docs/check/first-plan.md')) {
      if (language === 'csv') await writeFile(path('repository/users.csv'), text)
      if (language === 'yaml') await writeFile(planFile, text)
      if (language === 'yaml checks')
        await replace(/^checks:\n(?: .*\n)+/m, text.replace(/until: [\d-]+/, 'until: 9999-12-31'))
      if (language !== 'sh') continue
      const command = text.replace(
        '--hub https://qlik.example.com --pem FOLDER',
        `--hub ${qlik.hub} --qps ${new URL(qlik.qps).host} --qrs ${new URL(qlik.qrs).host} --pem ${qlik.certificates.folder}`,
      )
      const { code, stdout } = await run(command)
      results.push([text.trim().split('\n').at(-1) ?? '', code])
      outputs.push(stdout)
      if (text.includes('check init')) await replace(/DIRECTORY\\id/, 'DOMAIN\\User1')
    }
    expect(results).toEqual([
      ['hubpass site add test --hub https://qlik.example.com --pem FOLDER', 0],
      ['hubpass check init test > plan.yaml', 0],
      ['hubpass check plan.yaml --dry-run', 0],
      ['hubpass check plan.yaml', 0],
      ['hubpass check plan.yaml --reporter terminal,html=report.html', 1],
      ['hubpass check plan.yaml --last-failed', 0],
      ['hubpass report merge plan.ndjson --baseline monday.ndjson', 0],
    ])
    expect(outputs[3]).toMatch(/^All 6 cases are as expected\.\n/)
    expect(outputs[4]).toMatch(/ SC-02 .*\n[\s\S]*7 cases: 6 not as expected, 1 as expected\./)
    expect(outputs[6]).toContain('0 new, 0 still there, 6 fixed.')
    expect([existsSync(path('repository/report.html')), qlik.sessions]).toEqual([true, []])
  },
)
