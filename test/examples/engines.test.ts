import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { cookieFormats } from '#protocol/cookie-formats/index'
import { readRepositoryFile } from '../support/repository.ts'

/** Files for engines that do not run here: their shapes. `npm run test:tools` runs the others. */

const read = (path: string): string => readRepositoryFile(`examples/engines/${path}`)

it('the script of gopherciser has the settings that sessions make writes', () => {
  const script = JSON.parse(read('gopherciser/script.json'))
  const settings = cookieFormats.gopherciser.many.writeSettings(
    {
      cookie: {
        name: 'X-Qlik-Session-sales',
        value: '',
        domain: 'qlik.acme.com',
        hostOnly: true,
        path: '/',
        secure: true,
        httpOnly: true,
        sameSite: 'unspecified',
      },
      hub: 'https://qlik.acme.com',
      prefix: 'sales',
      user: { userDirectory: 'DOMAIN', userId: 'anna' },
    },
    'material/sessions.1.txt',
  )
  expect(script).toMatchObject(JSON.parse(settings))
  expect(Object.keys(script)).toEqual(
    expect.arrayContaining(['settings', 'loginSettings', 'connectionSettings', 'scheduler', 'scenario']),
  )
})

it('the test run of the k6 operator has the fields that it requires, and its script on a volume', () => {
  expect(parse(read('k6/test-run.yaml'))).toMatchObject({
    apiVersion: 'k6.io/v1alpha1',
    kind: 'TestRun',
    metadata: { name: expect.any(String) },
    spec: {
      parallelism: expect.any(Number),
      script: { volumeClaim: { name: expect.any(String), file: 'who-am-i.js' } },
    },
  })
})

it('the workflow runs each shard of the plan once, and merges the journals of all', () => {
  const { jobs } = parse(read('github-actions/session-checks.yml'))
  const shards: number[] = jobs.check.strategy.matrix.shard
  const commands = (job: { steps: { run?: string }[] }) =>
    job.steps.flatMap(({ run }) => run ?? []).join('\n')
  const variable = ['$', '{{ matrix.shard }}'].join('')
  expect(commands(jobs.check)).toContain(
    `--shard ${variable}/${shards.length} --journal journal-${variable}.ndjson`,
  )
  expect(jobs.report).toMatchObject({ needs: 'check', if: 'always()' })
  for (const shard of shards) expect(commands(jobs.report)).toContain(`journal-${shard}.ndjson`)
})
