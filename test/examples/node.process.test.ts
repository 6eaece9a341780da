import { expect, it } from 'vitest'
import { APPS } from '../doubles/qlik-sense/engine/rpc.ts'
import { startExampleSite } from './example-site.ts'

const [app] = APPS

it.each([
  ['signIn()', 'examples/node/sign-in.mjs', [], /^TESTING\\anna\n\{[^}]*userId: 'anna'/],
  ['@qlik/api', 'examples/qlik-api/open-app.mjs', [app?.qDocId ?? ''], /^Sales\n$/],
  [
    'enigma.js',
    'examples/enigma/list-apps.mjs',
    [],
    new RegExp(
      `^UserDirectory=TESTING; UserId=anna\n${APPS.map(({ qDocId, qDocName }) => `${qDocId} ${qDocName}`).join('\n')}\n$`,
    ),
  ],
])('the example for %s runs as it is, and leaves no session', async (_, file, args, output) => {
  await using site = await startExampleSite()
  const { code, stdout, stderr } = await site.run([file, ...args])
  expect([code, stderr.replace(/^.*(ExperimentalWarning|--trace-warnings).*\n/gm, '')]).toEqual([0, ''])
  expect(stdout).toMatch(output)
  expect(site.qlik.sessions).toEqual([])
})
