import { join } from 'node:path'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { toOriginPattern } from '#shared/hub-location'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { popupUrl, readExtensionId } from '../support/built-extension.ts'
import { AsyncDisposableStack } from '../support/disposable-stack.ts'
import { hubHost } from '../support/e2e-harness.ts'
import { grantHostPermission } from '../support/extension-settings.ts'
import { openBrowser } from '../support/open-browser.ts'
import { PopupPage } from '../support/page-objects/popup-page.ts'
import { addSite, packages, runCommand } from './support/installed-package.ts'

const InstallSchema = v.object({ extensionFolder: v.string() })

it.each(Object.entries(packages))('%s signs in from the command line and in Chromium', async (_, install) => {
  await using resources = new AsyncDisposableStack()
  const installed = resources.use(await install())
  const qlik = resources.use(await QlikSenseDouble.start({ host: hubHost }))
  await addSite(installed, qlik)
  expect(await runCommand(installed, 'login', 'demo', '--user', 'DOMAIN\\User1')).toMatchObject({
    session: { userDirectory: 'DOMAIN', userId: 'User1' },
  })

  const profile = join(installed.folder, 'profile')
  const extension = installed.isRegistered
    ? join(installed.packageFolder, 'extension')
    : v.parse(InstallSchema, await runCommand(installed, 'install', '--user-data-dir', profile))
        .extensionFolder
  const { spki } = qlik.certificates
  const HUBPASS_HOME = join(installed.env.HOME ?? '', '.config', 'hubpass')
  const env = { HUBPASS_HOME, PATH: installed.env.PATH ?? '' }
  const browser = await openBrowser({ profile, env, extension, hosts: [hubHost], spki, extensions: [] })
  resources.defer(() => browser.close())
  await grantHostPermission(browser, readExtensionId(), toOriginPattern(qlik.hub))
  const popup = await PopupPage.open(await browser.newPage(), popupUrl(readExtensionId()))
  await popup.fill({ prefix: '', directory: 'DOMAIN', userId: 'User2' })
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')

  const { checks } = v.parse(ReportSchema, await runCommand(installed, 'doctor'))
  expect(checks.filter(({ state }) => state === 'failed')).toEqual([])
  expect(checks.find(({ id }) => id === 'extension')).toMatchObject({
    state: 'passed',
    note: expect.stringContaining('as the browser has loaded it'),
  })
})

const ReportSchema = v.object({
  checks: v.array(v.looseObject({ id: v.string(), state: v.string() })),
})
