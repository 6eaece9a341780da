import { expect, it } from 'vitest'
import { startCompanionWithQlik } from '../../../support/companion-harness.ts'
import { runForError } from '../../../support/run-hubpass.ts'

const line = ['open', '-s', 'acme', '--user', 'DOMAIN\\User1', '--prefix', 'sales']
const noDisplay = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined }
const display = { DISPLAY: ':fake', WAYLAND_DISPLAY: undefined }

it.skipIf(process.platform !== 'linux').each([[[]], [['--browser', 'chrome']]])(
  'hubpass open %j names a missing display before it signs anybody in',
  async args => {
    await using harness = await startCompanionWithQlik()
    const error = await runForError({ ...harness, env: noDisplay }, ...line, ...args)
    expect(error).toMatchObject({ code: 'BROWSER_NOT_OPENED', exitCode: 1, details: { noDisplay: true } })
    expect(error.message).toContain('neither DISPLAY nor WAYLAND_DISPLAY is set')
    expect(error.remedy).toContain('"hubpass login"')
    expect(error.output).not.toMatch(/VPN/)
    expect(harness.qlik.requests).toEqual([])
  },
)

it.skipIf(process.platform === 'win32')(
  'hubpass open reports that there is no browser before it signs anybody in',
  async () => {
    await using harness = await startCompanionWithQlik()
    const error = await runForError({ ...harness, env: { ...display, PATH: harness.home } }, ...line)
    expect(error).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2, details: { field: '--browser' } })
    expect(error.message).toContain('no browser was found')
    expect(harness.qlik.requests).toEqual([])
  },
)

it.skipIf(process.platform === 'win32').each([
  ['a path', '/nowhere/browser'],
  ['a name', 'no-such-browser'],
  ['a folder', '/usr'],
])('hubpass open reports %s that is no program before it signs anybody in', async (_, browser) => {
  await using harness = await startCompanionWithQlik()
  const error = await runForError({ ...harness, env: display }, ...line, '--browser', browser)
  expect(error).toMatchObject({ code: 'BROWSER_NOT_OPENED', exitCode: 1, details: { browser } })
  expect(error.output).not.toMatch(/VPN/)
  expect(harness.qlik.requests).toEqual([])
})

it.skipIf(process.platform === 'win32').each([
  ['a display', display, 'Could not open the browser /bin/false: it ended.'],
  ['no display', noDisplay, 'neither DISPLAY nor WAYLAND_DISPLAY is set'],
])('hubpass open ends the session if the browser ends at once, with %s', async (_, env, words) => {
  await using harness = await startCompanionWithQlik()
  const error = await runForError({ ...harness, env }, ...line, '--browser', '/bin/false')
  expect(error).toMatchObject({ code: 'BROWSER_NOT_OPENED', exitCode: 1 })
  expect(error.message).toContain(words)
  expect(harness.qlik.sessions).toEqual([])
})
