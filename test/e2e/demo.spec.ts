import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { findBrowser } from '../../scripts/setup/find-browser.mjs'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { createTemporaryFolder } from '../support/temporary-folder.ts'

const tsx = ['--import', 'tsx']

/** Starts a script with its own folder for temporary files. */
async function start(script: string, args: readonly string[], env: Record<string, string> = {}) {
  const folder = await createTemporaryFolder('demo')
  const child = spawn(process.execPath, [...tsx, fromRoot(script), ...args], {
    env: { ...process.env, ...createHomeEnvironment(join(folder.path, 'home')), TMPDIR: folder.path, ...env },
  })
  return {
    child,
    ended: once(child, 'exit'),
    /** tsx keeps a folder there for all its processes. */
    listRemainingFiles: () => readdirSync(folder.path).filter(name => !name.startsWith('tsx-')),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await folder[Symbol.asyncDispose]()
    },
  }
}

/** A home that is among the remaining files if something is written there. */
const createHomeEnvironment = (home: string) => ({
  HOME: home,
  HUBPASS_BROWSER: findBrowser() ?? '',
  ...Object.fromEntries(
    ['XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME'].map(name => [name, '']),
  ),
})

async function waitForOutput({ stdout }: ChildProcessWithoutNullStreams, expected: string): Promise<void> {
  let output = ''
  for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
    output += chunk
    if (output.includes(expected)) return
  }
  throw new Error(`It ended with: ${output}`)
}

const programs = [
  ['npm start', 'scripts/demo.ts', ['--headless'], 'Signing'],
  ['npm run bench', 'test/bench/main.ts', ['--rounds', '1000'], 'medians of'],
] as const

const stopSignals = {
  'Ctrl-C': (child: ChildProcessWithoutNullStreams) => child.kill('SIGINT'),
  'the end of its terminal': (child: ChildProcessWithoutNullStreams) => child.kill('SIGHUP'),
}

for (const [name, script, args, words] of programs)
  it.skipIf(process.platform === 'win32').each(Object.entries(stopSignals))(
    `"${name}" deletes its files after %s`,
    async (_, end) => {
      await using started = await start(script, args)
      await waitForOutput(started.child, words)
      end(started.child)
      expect(await started.ended).toEqual([130, null])
      expect(started.listRemainingFiles()).toEqual([])
    },
  )

it.skipIf(process.platform === 'win32')(
  '"npm start" deletes its files when its output is closed',
  async () => {
    await using started = await start('scripts/demo.ts', ['--headless'])
    await waitForOutput(started.child, 'The Qlik Sense double')
    started.child.stdout.destroy()
    expect(await started.ended).toEqual([130, null])
    expect(started.listRemainingFiles()).toEqual([])
  },
)

it.skipIf(process.platform !== 'linux')('"npm start" reports a missing display in one sentence', async () => {
  await using started = await start('scripts/demo.ts', [], { DISPLAY: ':7777', WAYLAND_DISPLAY: '' })
  const [output, [code]] = await Promise.all([text(started.child.stderr), started.ended])
  expect({ output, code }).toEqual({
    output: expect.stringMatching(/^No display answers at ":7777", .* \(--headless\)\.\n$/),
    code: 1,
  })
  expect(started.listRemainingFiles()).toEqual([])
})
