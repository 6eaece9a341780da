import { describe, expect, it } from 'vitest'
import { browsersSharingRegistry, locationsOn } from '../../../companion/install/browsers/index.ts'
import {
  type InstallStep,
  locateRegistration,
  planInstall,
  planRegistrations,
} from '../../../companion/install/plan.ts'
import { hostEnvironments, hubpassHomes, platformNames } from '../../support/host-environments.ts'

const extensionIds = ['ccaabjbndhjenpcdfadnldglehgccgka', 'abcdefghijklmnopabcdefghijklmnop']

const planFor = (kind: keyof typeof hostEnvironments, ...browsers: string[]) => {
  const options = { machine: hostEnvironments[kind], home: hubpassHomes[kind] }
  return planInstall({ ...options, registrations: planRegistrations({ ...options, browsers }), extensionIds })
}

const describeStep = (step: InstallStep): string[] =>
  step.do === 'register'
    ? [step.do, step.key, step.value]
    : [step.do, step.path, ...('mode' in step ? [step.mode.toString(8)] : [])]

const writtenTexts = (steps: readonly InstallStep[], end: string): string[] =>
  steps.flatMap(step => (step.do === 'write' && step.path.endsWith(end) ? [step.text] : []))

describe('planInstall', () => {
  it('copies the program with its entry last, then writes the launcher, then the manifests', () => {
    const home = '/home/jürgen/.config'
    expect(planFor('linux', 'chromium', 'firefox').map(describeStep)).toEqual([
      ['copy', `${home}/hubpass/companion/forge.mjs`, '755'],
      ['copy', `${home}/hubpass/companion/files.mjs`, '755'],
      ['copy', `${home}/hubpass/companion/json.mjs`, '755'],
      ['copy', `${home}/hubpass/companion/dialog.mjs`, '755'],
      ['copy', `${home}/hubpass/companion/engine.mjs`, '755'],
      ['copy', `${home}/hubpass/companion/xray.mjs`, '755'],
      ['copy', `${home}/hubpass/companion/check.mjs`, '755'],
      ['copy', `${home}/hubpass/companion/double.mjs`, '755'],
      ['copy', `${home}/hubpass/companion/login.mjs`, '755'],
      ['copy', `${home}/hubpass/companion/program.mjs`, '755'],
      ['copy', `${home}/hubpass/companion/hubpass.mjs`, '755'],
      ['write', `${home}/hubpass/companion/hubpass-host`, '755'],
      ['write', `${home}/chromium/NativeMessagingHosts/hubpass.companion.json`, '644'],
      ['write', '/home/jürgen/.mozilla/native-messaging-hosts/hubpass.companion.json', '644'],
    ])
  })

  it('points Windows keys to one manifest per browser family next to the launcher', () => {
    const folder = 'C:\\Users\\Jürgen Groß\\AppData\\Roaming\\hubpass\\Config\\companion'
    const manifest = (kind: string) => `${folder}\\${kind}\\hubpass.companion.json`
    const key = (maker: string) => `HKCU\\Software\\${maker}\\NativeMessagingHosts\\hubpass.companion`
    expect(planFor('win32', 'chrome', 'edge', 'brave', 'firefox').map(describeStep)).toEqual([
      ['copy', `${folder}\\forge.mjs`, '755'],
      ['copy', `${folder}\\files.mjs`, '755'],
      ['copy', `${folder}\\json.mjs`, '755'],
      ['copy', `${folder}\\dialog.mjs`, '755'],
      ['copy', `${folder}\\engine.mjs`, '755'],
      ['copy', `${folder}\\xray.mjs`, '755'],
      ['copy', `${folder}\\check.mjs`, '755'],
      ['copy', `${folder}\\double.mjs`, '755'],
      ['copy', `${folder}\\login.mjs`, '755'],
      ['copy', `${folder}\\program.mjs`, '755'],
      ['copy', `${folder}\\hubpass.mjs`, '755'],
      ['write', `${folder}\\hubpass-host.bat`, '755'],
      ['write', manifest('chromium'), '644'],
      ['write', manifest('firefox'), '644'],
      ['register', key('Google\\Chrome'), manifest('chromium')],
      ['register', key('Microsoft\\Edge'), manifest('chromium')],
      ['register', key('Mozilla'), manifest('firefox')],
    ])
  })

  it.each(platformNames)('allows all given extensions on %s in the form of each browser family', kind => {
    const manifests = writtenTexts(planFor(kind, 'edge', 'firefox'), '.json').map(text => JSON.parse(text))
    const launcher = planFor(kind).find(({ do: kind }) => kind === 'write')
    const usual = {
      name: 'hubpass.companion',
      description: expect.any(String),
      path: launcher?.do === 'write' ? launcher.path : undefined,
      type: 'stdio',
    }
    expect(manifests).toEqual([
      {
        ...usual,
        allowed_origins: [
          'chrome-extension://ccaabjbndhjenpcdfadnldglehgccgka/',
          'chrome-extension://abcdefghijklmnopabcdefghijklmnop/',
        ],
      },
      { ...usual, allowed_extensions: ['{ee8ef1ed-cb7e-45fa-b01c-2e2f58286b32}', 'hubpass@hubpass.example'] },
    ])
  })
})

describe('planRegistrations', () => {
  const placesFor = (kind: keyof typeof hostEnvironments, ...browsers: string[]) =>
    planRegistrations({ machine: hostEnvironments[kind], home: hubpassHomes[kind], browsers }).map(
      locateRegistration,
    )

  it.each([
    ['linux', 'chromium', '/home/jürgen/.config/chromium/NativeMessagingHosts'],
    ['linux', 'chrome', '/home/jürgen/.config/google-chrome/NativeMessagingHosts'],
    ['linux', 'edge', '/home/jürgen/.config/microsoft-edge/NativeMessagingHosts'],
    ['linux', 'brave', '/home/jürgen/.config/BraveSoftware/Brave-Browser/NativeMessagingHosts'],
    ['linux', 'vivaldi', '/home/jürgen/.config/vivaldi/NativeMessagingHosts'],
    ['linux', 'opera', '/home/jürgen/.config/opera/NativeMessagingHosts'],
    ['linux', 'firefox', '/home/jürgen/.mozilla/native-messaging-hosts'],
    ['darwin', 'chromium', '/Users/jürgen/Library/Application Support/Chromium/NativeMessagingHosts'],
    ['darwin', 'chrome', '/Users/jürgen/Library/Application Support/Google/Chrome/NativeMessagingHosts'],
    ['darwin', 'edge', '/Users/jürgen/Library/Application Support/Microsoft Edge/NativeMessagingHosts'],
    [
      'darwin',
      'brave',
      '/Users/jürgen/Library/Application Support/BraveSoftware/Brave-Browser/NativeMessagingHosts',
    ],
    ['darwin', 'vivaldi', '/Users/jürgen/Library/Application Support/Vivaldi/NativeMessagingHosts'],
    ['darwin', 'opera', '/Users/jürgen/Library/Application Support/Google/Chrome/NativeMessagingHosts'],
    ['darwin', 'firefox', '/Users/jürgen/Library/Application Support/Mozilla/NativeMessagingHosts'],
  ] as const)('knows where on %s %s looks', (kind, browser, folder) => {
    expect(placesFor(kind, browser)).toContain(`${folder}/hubpass.companion.json`)
  })

  it.each([
    ['chromium', 'Chromium'],
    ['chrome', 'Google\\Chrome'],
    ['edge', 'Microsoft\\Edge'],
    ['brave', 'Google\\Chrome'],
    ['vivaldi', 'Google\\Chrome'],
    ['opera', 'Google\\Chrome'],
    ['firefox', 'Mozilla'],
  ])('knows which key of Windows %s reads', (browser, maker) => {
    expect(placesFor('win32', browser)).toEqual([
      `HKCU\\Software\\${maker}\\NativeMessagingHosts\\hubpass.companion`,
    ])
  })

  it('supports the same browsers on every platform', () => {
    const names = platformNames.map(kind => locationsOn(kind).map(({ browser }) => browser))
    expect(names).toEqual(platformNames.map(() => names[0]))
  })

  it('uses XDG_CONFIG_HOME', () => {
    const machine = { ...hostEnvironments.linux, env: { XDG_CONFIG_HOME: '/else where' } }
    expect(planRegistrations({ machine, home: '/h', browsers: ['chrome'] }).map(locateRegistration)).toEqual([
      '/else where/google-chrome/NativeMessagingHosts/hubpass.companion.json',
    ])
  })

  it('uses the folder of --user-data-dir', () => {
    const options = {
      machine: hostEnvironments.darwin,
      home: '/h',
      browsers: [],
      userDataDir: '/tmp/profile',
    }
    expect(planRegistrations(options).map(locateRegistration)).toEqual([
      '/tmp/profile/NativeMessagingHosts/hubpass.companion.json',
    ])
  })

  it('uses only the folder of --user-data-dir for a named browser', () => {
    const options = { machine: hostEnvironments.linux, home: '/h', userDataDir: '/tmp/profile' }
    expect(
      planRegistrations({ ...options, browsers: ['chromium', 'chrome'] }).map(locateRegistration),
    ).toEqual(['/tmp/profile/NativeMessagingHosts/hubpass.companion.json'])
  })

  it('registers all Chromium-based browsers on Windows for a --user-data-dir', () => {
    expect(platformNames.map(kind => browsersSharingRegistry(kind))).toEqual([
      [],
      [],
      ['chromium', 'chrome', 'edge', 'brave', 'vivaldi', 'opera'],
    ])
    const options = { machine: hostEnvironments.win32, home: 'C:\\h', userDataDir: 'C:\\profile' }
    const registrations = planRegistrations({ ...options, browsers: browsersSharingRegistry('win32') })
    expect(registrations.map(({ key }) => key?.split('\\').slice(2, -2).join('\\'))).toEqual([
      'Chromium',
      'Google\\Chrome',
      'Microsoft\\Edge',
    ])
  })

  it('returns nothing for an unsupported platform', () => {
    const machine = { ...hostEnvironments.linux, platform: 'aix' as const }
    expect(planRegistrations({ machine, home: '/h', browsers: ['chrome'] })).toEqual([])
  })
})
