import { type ChildProcess, execFileSync } from 'node:child_process'
import { rename, writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { startCheck } from '../../../support/check-harness.ts'
import { runForError, runHubpass } from '../../../support/run-hubpass.ts'

const plan = `version: 1
site: acme
virtualProxies: [sales]
personas: [{ user: 'DOMAIN\\ann' }, { user: 'DOMAIN\\bob' }]
cases:
  - { name: Listed, personas: [{ file: users.csv }], expect: { identity: same } }
limits: { rate: 500/s }
`

/** Starts a watch, whose output can be read while it runs. */
async function startWatch(text = plan, file = 'plan.yaml') {
  const run = await startCheck({ acme: {} }, text)
  await writeFile(run.path(file), text)
  await writeFile(run.path('users.csv'), 'user\nDOMAIN\\carl\n')
  let [child, output, waits]: [ChildProcess | undefined, string, number] = [undefined, '', 0]
  const onStart = (started: ChildProcess) => {
    child = started
    for (const stream of [started.stdout, started.stderr])
      stream?.on('data', data => {
        output += String(data)
      })
  }
  const ended = runHubpass({ ...run, onStart }, 'check', file, '--watch')
  const countWaits = () => output.split('Waiting for a change').length - 1
  /** Waits until the watch waits, and returns what it has written since the last time. */
  const settle = async () => {
    waits += 1
    await expect.poll(countWaits, { timeout: 20_000 }).toBe(waits)
    const written = output
    output = ''
    waits = 0
    return written
  }
  /** Saves a file as editors do. */
  const save = async (name: string, content: string) => {
    await writeFile(run.path(`${name}.new`), content)
    await rename(run.path(`${name}.new`), run.path(name))
    return settle()
  }
  const listUsers = async () =>
    (await run.readEntries('plan.watch.ndjson')).flatMap(({ user }) => user ?? []).toSorted()
  return { ...run, ended, settle, save, listUsers, stop: () => child?.kill('SIGINT') }
}

it('check --watch runs the plan, then only the cases that an edit touches', async () => {
  await using run = await startWatch()
  await run.settle()
  expect(await run.listUsers()).toEqual(['DOMAIN\\ann', 'DOMAIN\\bob', 'DOMAIN\\carl'])
  await run.save('plan.yaml', plan.replace('{ identity: same }', '{ hub: reachable }'))
  expect(await run.listUsers()).toEqual(['DOMAIN\\carl'])
  await run.save('users.csv', 'user\nDOMAIN\\carl\nDOMAIN\\dora\n')
  expect(await run.listUsers()).toEqual(['DOMAIN\\dora'])
  const text = await run.save(
    'plan.yaml',
    `# moved\n${plan.replace('{ identity: same }', '{ hub: reachable }')}`,
  )
  expect(text).toContain('No case is different.')
  run.stop()
  const { code, stderr } = await run.ended
  expect([code, await run.listLeft()]).toEqual([130, []])
  expect(stderr).not.toContain('INTERNAL')
})

it('check --watch has a journal of its own beside a plan of any name', async () => {
  await using run = await startWatch(plan, 'night')
  await run.settle()
  run.stop()
  expect((await run.ended).code).toBe(130)
  const users = (await run.readEntries('night.watch.ndjson')).flatMap(({ user }) => user ?? [])
  expect(users).toHaveLength(3)
})

it('check --watch shows the mistake of a broken plan and waits for the next change', async () => {
  await using run = await startWatch()
  await run.settle()
  expect(await run.save('plan.yaml', plan.replace('personas', 'persona'))).toMatch(
    /plan\.yaml:4:1: "persona"/,
  )
  expect(await run.save('users.csv', 'user\nDOMAIN\\carl\nnobody\n')).toContain('plan.yaml:4:1')
  expect(await run.save('plan.yaml', plan)).toContain('users.csv:3:1')
  await run.save('users.csv', 'user\nDOMAIN\\carl\nDOMAIN\\eve\n')
  expect(await run.listUsers()).toEqual(['DOMAIN\\eve'])
  run.stop()
  expect((await run.ended).code).toBe(130)
})

it('Ctrl-C in the middle of a case ends check --watch and the session', async () => {
  await using run = await startWatch()
  await run.settle()
  const hold = run.qlik().hold({ endpoint: 'proxy' })
  await writeFile(run.path('users.csv'), 'user\nDOMAIN\\eve\n')
  await hold.reached
  run.stop()
  expect((await run.ended).code).toBe(130)
  hold.release()
  expect(await run.listLeft()).toEqual([])
})

it.each([
  [['--resume'], '--resume: a watch'],
  [['--prove'], '--prove --watch'],
  [[], '--watch: a watch ends with Ctrl-C'],
])('check --watch refuses %j', async (options, words) => {
  await using run = await startCheck({ acme: {} }, plan)
  const error = await runForError(run, 'check', 'plan.yaml', '--watch', ...options)
  expect(error).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2, message: expect.stringContaining(words) })
})

it.skipIf(process.platform === 'win32')('check --watch waits for no writer of a pipe', async () => {
  await using run = await startCheck({ acme: {} }, plan)
  execFileSync('mkfifo', [run.path('pipe.yaml')])
  let child: ChildProcess | undefined
  const isRefused = new Promise<void>(resolve => {
    const onStart = (started: ChildProcess) => {
      child = started
      started.stderr?.on('data', data => {
        if (/pipe/.test(String(data))) resolve()
      })
    }
    void runHubpass({ ...run, onStart }, 'check', 'pipe.yaml', '--watch')
  })
  await isRefused
  child?.kill('SIGINT')
})
