import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { dirname } from 'node:path'

/** The arguments with which each browser family starts a host. */
export const browserArguments = {
  chromium: () => 'chrome-extension://ccaabjbndhjenpcdfadnldglehgccgka/ --parent-window=0',
  firefox: (/** @type {string} */ manifest) => `"${manifest}" "{ee8ef1ed-cb7e-45fa-b01c-2e2f58286b32}"`,
}

let startedCount = 0

/**
 * Starts a host as Chromium does on Windows: through cmd.exe, with input and output redirected to
 * two named pipes, in the host's folder.
 * @param {string} launcher
 * @param {string} args
 * @param {NodeJS.ProcessEnv} env
 */
export async function startHost(launcher, args, env) {
  startedCount += 1
  const names = ['in', 'out'].map(way => `\\\\.\\pipe\\hubpass.${way}.${process.pid}.${startedCount}`)
  const servers = names.map(name => createServer().listen(name))
  const line = `/d /s /c ""${launcher}" ${args}" < ${names[0]} > ${names[1]}`
  const child = spawn('cmd.exe', [line], {
    cwd: dirname(launcher),
    env,
    stdio: 'ignore',
    windowsHide: true,
    windowsVerbatimArguments: true,
  })
  const ended = once(child, 'exit').then(([code]) => code)
  const [input, output] = await Promise.all(servers.map(server => waitForConnection(server)))
  for (const server of servers) server.close()
  return { ...createChannel(input, output), ended }
}

/** @param {import('node:net').Server} server @returns {Promise<import('node:net').Socket>} */
const waitForConnection = server => new Promise(resolve => server.once('connection', resolve))

/**
 * @param {import('node:net').Socket | undefined} input
 * @param {import('node:net').Socket | undefined} output
 */
function createChannel(input, output) {
  if (input === undefined || output === undefined) throw new Error('no pipes')
  let rest = Buffer.alloc(0)
  let wake = () => {}
  for (const pipe of [input, output]) pipe.on('error', () => {}) // the host may exit first
  output.on('data', chunk => {
    rest = Buffer.concat([rest, chunk])
    wake()
  })
  output.on('close', () => wake())
  /** @returns {Promise<Buffer>} The body of the next frame. */
  const next = async () => {
    while (rest.length < 4 || rest.length < 4 + rest.readUInt32LE()) {
      if (output.destroyed) throw new Error(`the host ended; left over: ${rest.toString('latin1')}`)
      await new Promise(resolve => {
        wake = () => resolve(undefined)
      })
    }
    const end = 4 + rest.readUInt32LE()
    const body = rest.subarray(4, end)
    rest = rest.subarray(end)
    return body
  }
  return {
    next,
    send: (/** @type {Uint8Array} */ body) => {
      const head = Buffer.alloc(4)
      head.writeUInt32LE(body.length)
      input.write(Buffer.concat([head, body]))
    },
    close: () => input.end(() => input.destroy()),
    left: () => rest,
  }
}
