import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { failure } from '#protocol/errors'
import { isErrorCode } from '../error-codes.ts'
import type { Answer, Call, Door, Limits, Transport } from '../qps/exchange.ts'
import { tooLong } from '../qps/unusable.ts'
import { parseCurlAnswer } from './answer.ts'
import { curlConfig, type Trust } from './config.ts'
import { failureOfCurl } from './failures.ts'

const { spawn } = await import('node:child_process')

const usualBodyBytes = 1024 * 1024
/** What an answer's head may take. */
const headBytes = 64 * 1024

/**
 * Exchanges through a curl program, for keys that only the system's own TLS may use. Throws the codes of the group network,
 * UNEXPECTED_RESPONSE, CANCELLED, and CREDENTIAL_FILE_MISSING when curl or what it was told to use is not there.
 */
export const curlTransport =
  (program: string, trust: Trust): Transport =>
  async (door, call, limits) => {
    const deadline = AbortSignal.timeout(limits.timeoutMs)
    const startedAt = Date.now()
    try {
      const signal = AbortSignal.any([limits.signal, deadline])
      // First of all: no configuration file of the user's.
      const child = spawn(program, ['--disable', '--config', '-'], { signal, windowsHide: true })
      return await answerOf(child, { door, call, limits, trust, startedAt })
    } catch (error) {
      if (limits.signal.aborted) throw failure('CANCELLED', {}, error)
      const { address } = door
      if (deadline.aborted) throw failure('TIMEOUT', { address, afterMs: limits.timeoutMs }, error)
      if (isErrorCode(error, 'ENOENT'))
        throw failure('CREDENTIAL_FILE_MISSING', { path: program, role: 'curl' }, error)
      throw error
    }
  }

interface Exchange {
  door: Door
  call: Call
  limits: Limits
  trust: Trust
  startedAt: number
}

async function answerOf(child: ChildProcessWithoutNullStreams, exchange: Exchange): Promise<Answer> {
  const { door, call, limits, trust, startedAt } = exchange
  const maxBytes = limits.maxBodyBytes ?? usualBodyBytes
  const output: Buffer[] = []
  let bytes = 0
  let told = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output.push(chunk)
    bytes += chunk.length
    if (bytes > maxBytes + headBytes) child.kill()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    const isReached = requestLine.test(told)
    told += chunk.toString('latin1')
    if (!isReached && requestLine.test(told)) limits.onReached?.()
  })
  child.stdin.on('error', () => {}) // curl may be gone first; how it ended says why
  child.stdin.end(curlConfig(door, call, trust))
  const exit = await endOf(child)
  const answer = parseCurlAnswer(Buffer.concat(output))
  if (answer !== undefined && Buffer.byteLength(answer.body) > maxBytes)
    throw tooLong(door.address, answer.status, maxBytes)
  const end = { told, door, trust, passedMs: Date.now() - startedAt }
  if (exit !== 0) throw failureOfCurl({ ...end, exit })
  return answer ?? Promise.reject(failureOfCurl({ ...end, exit: 8 }))
}

/** How `--verbose` shows that the connection stands and the request goes out. */
const requestLine = /^> (GET|POST|DELETE) /m

const endOf = (child: ChildProcessWithoutNullStreams): Promise<number> =>
  new Promise((resolve, reject) => {
    child.on('error', reject).on('close', code => resolve(code ?? -1))
  })
