import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { launcherScript } from '../../../companion/install/launcher.ts'
import { manifestPaths, planInstall } from '../../../companion/install/plan.ts'
import { temporaryHome } from '../fixtures/temporary-home.ts'

const installation = {
  home: '/home/anna/.config/hubpass',
  program: '/downloads/hubpass.mjs',
  node: '/opt/node/bin/node',
  manifests: ['/home/anna/.config/chromium/NativeMessagingHosts/hubpass.companion.json'],
  extensionIds: ['ccaabjbndhjenpcdfadnldglehgccgka', 'abcdefghijklmnopabcdefghijklmnop'],
}

describe('planInstall', () => {
  it('copies the program, then writes the launcher, then the manifests', () => {
    expect(planInstall(installation).map(step => [step.do, step.path, step.mode.toString(8)])).toEqual([
      ['copy', '/home/anna/.config/hubpass/companion/hubpass.mjs', '755'],
      ['write', '/home/anna/.config/hubpass/companion/hubpass-host', '755'],
      ['write', '/home/anna/.config/chromium/NativeMessagingHosts/hubpass.companion.json', '644'],
    ])
  })

  it('allows the given extensions, with the slash that browsers want', () => {
    const [, , manifest] = planInstall(installation)
    expect(JSON.parse(manifest?.do === 'write' ? manifest.text : '')).toEqual({
      name: 'hubpass.companion',
      description: expect.any(String),
      path: '/home/anna/.config/hubpass/companion/hubpass-host',
      type: 'stdio',
      allowed_origins: [
        'chrome-extension://ccaabjbndhjenpcdfadnldglehgccgka/',
        'chrome-extension://abcdefghijklmnopabcdefghijklmnop/',
      ],
    })
  })
})

describe('manifestPaths', () => {
  const wish = { platform: 'linux' as const, configHome: '/home/anna/.config', browsers: [] }

  it.each([
    ['chromium', '/home/anna/.config/chromium'],
    ['chrome', '/home/anna/.config/google-chrome'],
    ['edge', '/home/anna/.config/microsoft-edge'],
  ])('knows where %s looks', (browser, folder) => {
    expect(manifestPaths({ ...wish, browsers: [browser] })).toEqual([
      `${folder}/NativeMessagingHosts/hubpass.companion.json`,
    ])
  })

  it('goes below a folder given with --user-data-dir', () => {
    expect(manifestPaths({ ...wish, userDataDir: '/tmp/profile' })).toEqual([
      '/tmp/profile/NativeMessagingHosts/hubpass.companion.json',
    ])
  })

  it('has no place where the table has no row', () => {
    expect(manifestPaths({ ...wish, platform: 'aix', browsers: ['chrome'] })).toEqual([])
  })
})

describe('launcherScript', () => {
  it('passes arguments on, without NODE_EXTRA_CA_CERTS, from paths with all that paths can have', async () => {
    await using home = await temporaryHome()
    const program = join(home.path, 'it\'s a "pr$ogram" `ü`.mjs')
    writeFileSync(
      program,
      'const { HUBPASS_HOME, NODE_EXTRA_CA_CERTS = null } = process.env\n' +
        'console.log(JSON.stringify([process.argv.slice(2), HUBPASS_HOME, NODE_EXTRA_CA_CERTS]))',
    )
    const hubpassHome = '/tmp/o\'h "$HOME"\nmy'
    const script = join(home.path, 'launcher')
    writeFileSync(script, launcherScript({ node: process.execPath, program, hubpassHome }), { mode: 0o755 })
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: '/dev/null' }
    const told = execFileSync(script, ['chrome-extension://x/', 'a b', ''], { env, encoding: 'utf8' })
    expect(JSON.parse(told)).toEqual([['chrome-extension://x/', 'a b', ''], hubpassHome, null])
  })

  it('leaves HUBPASS_HOME alone where it was not set', () => {
    expect(launcherScript({ node: '/n', program: '/p' })).not.toContain('HUBPASS_HOME')
  })
})
