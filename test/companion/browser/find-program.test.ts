import { expect, it } from 'vitest'
import { requireBrowserProgram } from '../../../companion/browser/find-program.ts'
import { catchFinding } from '../../support/catch-finding.ts'
import { hostEnvironments, type PlatformName } from '../../support/host-environments.ts'

/** Searches on a machine that has these programs only. */
const search = (platform: PlatformName, programs: string[], env: Record<string, string> = {}) => ({
  machine: {
    ...hostEnvironments[platform],
    env: { DISPLAY: ':0', ...hostEnvironments[platform].env, ...env },
  },
  isExecutable: (path: string) => programs.includes(path),
})

it.each<[PlatformName, string, string]>([
  ['linux', 'chrome', '/usr/bin/google-chrome-stable'],
  ['linux', 'edge', '/usr/local/bin/microsoft-edge'],
  ['darwin', 'chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  ['darwin', 'brave', '/Users/jürgen/Applications/Brave Browser.app/Contents/MacOS/Brave Browser'],
  ['win32', 'edge', 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
  ['win32', 'chrome', 'C:\\Users\\Jürgen Groß\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe'],
])(
  'requireBrowserProgram finds on %s the browser %s, by name and as the only one',
  (platform, name, path) => {
    expect(requireBrowserProgram(name, search(platform, [path]))).toBe(path)
    expect(requireBrowserProgram(undefined, search(platform, [path]))).toBe(path)
  },
)

it('requireBrowserProgram starts no program from a relative folder of the PATH', () => {
  const relative = search('linux', ['bin/chromium'], { PATH: 'bin:/usr/bin' })
  expect(catchFinding(() => requireBrowserProgram(undefined, relative))).toMatchObject({
    code: 'BAD_REQUEST',
  })
})

it.each<[PlatformName, Record<string, string>, string]>([
  ['linux', { DISPLAY: '', WAYLAND_DISPLAY: '' }, 'BROWSER_NOT_OPENED'],
  ['linux', { DISPLAY: '', WAYLAND_DISPLAY: 'wayland-0' }, 'BAD_REQUEST'],
  ['darwin', { DISPLAY: '' }, 'BAD_REQUEST'],
  ['win32', { DISPLAY: '' }, 'BAD_REQUEST'],
])('requireBrowserProgram without a browser reports on %s with %j %s', (platform, env, code) => {
  expect(catchFinding(() => requireBrowserProgram(undefined, search(platform, [], env)))).toMatchObject({
    code,
  })
})

it('requireBrowserProgram does not start Firefox, which has no DevTools pipe', () => {
  const finding = catchFinding(() => requireBrowserProgram('firefox', search('linux', ['/usr/bin/firefox'])))
  expect(finding).toMatchObject({ code: 'BAD_REQUEST', details: { received: 'firefox' } })
  expect(finding.remedy).toContain('Chromium-based browser')
})
