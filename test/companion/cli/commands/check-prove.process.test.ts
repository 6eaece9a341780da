import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import type { ProvedDefect } from '../../../../companion/check/prove/prove.ts'
import { startCheck } from '../../../support/check-harness.ts'
import { runForError, runHubpass, runHubpassJson } from '../../../support/run-hubpass.ts'

const plan = `version: 1
site: acme
virtualProxies: [sales]
personas: [{ user: 'DOMAIN\\ann', attributes: { group: HR } }]
`

const everything = `${plan}expect:
  identity: same
  hub: reachable
  virtualProxy: { cookieName: X-Sales, cookieDomain: '', timeoutMinutes: 20, https: { secure: true, sameSite: lax }, authenticationModuleUri: '', hostAllowList: [] }
checks: { catalogue: session-cookie@1, allow: [wait, SC-12, SC-15, SC-19, SC-24, SC-29] }
cases:
  - name: Nobody gets in without HR
    personas: [{ user: 'DOMAIN\\ann' }]
    expect: { refusedWith: NOT_SIGNED_IN }
  - { name: No such proxy, virtualProxies: [nowhere], expect: { refusedWith: VIRTUAL_PROXY_UNKNOWN } }
  - { name: Not allowed, personas: [{ user: 'DOMAIN\\eve' }], expect: { refusedWith: USER_NOT_ALLOWED } }
  - { name: Inactive, personas: [{ user: 'DOMAIN\\bob' }], expect: { refusedWith: HUB_ERROR_PAGE } }
`

interface ProofDocument {
  score: number
  noticed: number
  defects: ProvedDefect[]
  leftOut: { case: string; message: string }[]
}

/** Proves a plan. The temporary folder of the program is that of the test. */
async function prove(run: Awaited<ReturnType<typeof startCheck>>, text: string, ...options: string[]) {
  await writeFile(run.path('plan.yaml'), text)
  const where = { ...run, env: { TMPDIR: run.home, TEMP: run.home, TMP: run.home } }
  const { code, document } = await runHubpassJson(where, 'check', 'plan.yaml', '--prove', ...options)
  if (!document.ok) throw new Error(document.error.message)
  return { code, ...(document.result as ProofDocument) }
}

const listMissed = ({ defects }: ProofDocument): string[] =>
  defects.filter(({ noticed }) => !noticed).map(({ name }) => name)

it('check --prove finds no defect that a plan with every expectation and check does not notice', async () => {
  await using run = await startCheck({ acme: {} }, plan)
  const before = await readdir(run.home)
  const proof = await prove(run, everything)
  expect([listMissed(proof), proof.leftOut, proof.code, proof.score]).toEqual([[], [], 0, 1])
  const bySales = ({ check, by }: ProvedDefect) => by?.item === check || by?.item.startsWith('virtualProxy.')
  expect(proof.defects.filter(({ check }) => check !== undefined).filter(each => !bySales(each))).toEqual([])
  expect([run.qlik().requests, await readdir(run.home)]).toEqual([[], before])
}, 180_000)

it('check --prove names what a plan does not notice, and its score rises with the missing expectation', async () => {
  await using run = await startCheck({ acme: {} }, plan)
  const before = await prove(run, plan)
  expect(before).toMatchObject({ code: 1, noticed: 6 })
  expect(before.defects).toHaveLength(54)
  expect(before.defects.find(({ name }) => name === 'timeoutShortened')).toEqual({
    name: 'timeoutShortened',
    what: 'ends sessions after 3 minutes of inactivity',
    noticed: false,
    advice: 'Add expect: { virtualProxy: { timeoutMinutes: 30 } }',
  })
  const after = await prove(run, `${plan}expect: { identity: same, virtualProxy: { timeoutMinutes: 30 } }\n`)
  expect(listMissed(before).filter(name => !listMissed(after).includes(name))).toEqual([
    'timeoutShortened',
    'longInactivityTimeout',
  ])
  expect(after.score).toBeGreaterThan(before.score)
  expect((await prove(run, plan, '--max-fail-rate', '95')).code).toBe(0)
}, 120_000)

it('check --prove leaves out cases that are not as expected without a defect, and says why', async () => {
  await using run = await startCheck({ acme: { configuration: { users: ['OTHER\\*'] } } }, plan)
  const proof = await prove(run, plan)
  expect(proof).toMatchObject({
    ...{ code: 1, score: 0, defects: [] },
    leftOut: [{ case: 'DOMAIN\\ann on sales of acme', message: expect.stringContaining('DOMAIN\\ann') }],
  })
})

it('check --prove names the virtual proxies on which a defect is not noticed', async () => {
  await using run = await startCheck({ acme: {} }, plan)
  const { defects } = await prove(
    run,
    `${plan.replace('[sales]', "['', sales]")}cases:
  - { name: Timeout, virtualProxies: [sales], expect: { virtualProxy: { timeoutMinutes: 30 } } }
`,
  )
  expect(defects.find(({ name }) => name === 'timeoutShortened')).toMatchObject({
    ...{ noticed: false, places: ['acme'] },
    by: { case: 'Timeout: DOMAIN\\ann on sales of acme', item: 'virtualProxy.timeoutMinutes' },
  })
})

/** Sends a signal to a proof when it has begun to write, and returns what it has said. */
async function interruptProof(run: Awaited<ReturnType<typeof startCheck>>, signal: 'SIGINT' | 'SIGKILL') {
  const listFolders = async () => (await readdir(run.home)).filter(name => name.startsWith('hubpass-proof-'))
  const onStart = (child: { kill: (signal: 'SIGINT' | 'SIGKILL') => boolean }) =>
    void expect
      .poll(async () => {
        const [folder] = await listFolders()
        return folder === undefined ? [] : readdir(run.path(folder))
      })
      .toContain('audit')
      .then(() => child.kill(signal))
  const where = { ...run, env: { TMPDIR: run.home, TEMP: run.home, TMP: run.home }, onStart }
  return runHubpass(where, 'check', 'plan.yaml', '--prove')
}

it('Ctrl-C ends check --prove with nothing left behind', async () => {
  await using run = await startCheck({ acme: {} }, everything)
  const before = await readdir(run.home)
  const { code, stderr } = await interruptProof(run, 'SIGINT')
  expect([code, await readdir(run.home)]).toEqual([130, before])
  expect(stderr).toContain('canceled')
})

it('the next check --prove removes what a killed one has left, and nothing of one that runs', async () => {
  await using run = await startCheck({ acme: {} }, everything)
  const before = await readdir(run.home)
  expect((await interruptProof(run, 'SIGKILL')).code).toBe(-1)
  const listNew = async () => (await readdir(run.home)).filter(name => !before.includes(name))
  const [left = ''] = await listNew()
  expect(left).toMatch(/^hubpass-proof-/)
  // As of a process that runs, of another machine, and of another program.
  const kept = [left.replace(/\d+/, String(process.pid)), left.replace('@', '@other-'), 'hubpass-proof-mine']
  for (const name of kept) await mkdir(run.path(name))
  expect(await prove(run, plan)).toMatchObject({ code: 1 })
  expect((await listNew()).toSorted()).toEqual(kept.toSorted())
}, 60_000)

it.each([
  [['--list'], '--list --prove'],
  [['--resume'], 'a proof writes no journal'],
  [['--reporter', 'json'], 'a proof writes no journal'],
  [['--only', 'nobody'], 'None of the 1 cases'],
])('check --prove refuses %j', async (options, words) => {
  await using run = await startCheck({ acme: {} }, plan)
  const error = await runForError(run, 'check', 'plan.yaml', '--prove', ...options)
  expect(error).toMatchObject({ exitCode: 2, message: expect.stringContaining(words) })
})
