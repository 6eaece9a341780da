import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { failure } from '#protocol/errors'
import { hasErrorCode } from '../../../util/node-errors.ts'
import {
  defaultMaxBodyBytes,
  type Endpoint,
  type HttpRequest,
  type HttpResponse,
  type RequestOptions,
  type Transport,
} from '../../http/endpoint.ts'
import { responseTooLongFailure } from '../../http/failure-factories.ts'
import { type CurlCertificates, formatCurlConfig } from './config.ts'
import { curlEnvironment } from './environment.ts'
import { toCurlFinding } from './errors.ts'
import { hasSentRequest, parseCurlOutput } from './output.ts'

const { spawn } = await import('node:child_process')

/** The maximum size of the response headers in the output. */
const maxHeaderBytes = 64 * 1024

/**
 * Creates a transport that sends requests with curl, for keys that only the TLS of the operating
 * system can use. It throws the codes of the group network, UNEXPECTED_RESPONSE and CANCELLED, and
 * CREDENTIAL_FILE_MISSING if curl or its certificate is missing.
 */
export const createCurlTransport =
  (program: string, certificates: CurlCertificates): Transport =>
  async (endpoint, request, options) => {
    const deadline = AbortSignal.timeout(options.timeoutMs)
    const startedAt = Date.now()
    try {
      const signal = AbortSignal.any([options.signal, deadline])
      // `--disable` must come first: it skips the user's configuration file.
      const child = spawn(program, ['--disable', '--config', '-'], {
        signal,
        windowsHide: true,
        env: curlEnvironment(),
      })
      endWithThisProcess(child)
      return await readResponse(child, { endpoint, request, options, certificates, startedAt })
    } catch (error) {
      if (options.signal.aborted) throw failure('CANCELLED', {}, error)
      const { address } = endpoint
      if (deadline.aborted) throw failure('TIMEOUT', { address, afterMs: options.timeoutMs }, error)
      if (hasErrorCode(error, 'ENOENT'))
        throw failure('CREDENTIAL_FILE_MISSING', { path: program, role: 'curl' }, error)
      throw error
    }
  }

const runningChildren = new Set<ChildProcessWithoutNullStreams>()
process.on('exit', () => runningChildren.forEach(child => void child.kill()))

function endWithThisProcess(child: ChildProcessWithoutNullStreams): void {
  runningChildren.add(child)
  child.once('close', () => runningChildren.delete(child))
}

interface CurlRequest {
  endpoint: Endpoint
  request: HttpRequest
  options: RequestOptions
  certificates: CurlCertificates
  startedAt: number
}

async function readResponse(
  child: ChildProcessWithoutNullStreams,
  curlRequest: CurlRequest,
): Promise<HttpResponse> {
  const { endpoint, request, options, certificates, startedAt } = curlRequest
  const maxBytes = options.maxBodyBytes ?? defaultMaxBodyBytes
  const output: Buffer[] = []
  let bytes = 0
  let isTooLong = false
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output.push(chunk)
    bytes += chunk.length
    isTooLong = bytes > maxBytes + maxHeaderBytes
    if (isTooLong) child.kill()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    const wasSent = hasSentRequest(stderr)
    stderr += chunk.toString('latin1')
    if (!wasSent && hasSentRequest(stderr)) options.onSent?.()
  })
  child.stdin.on('error', () => {}) // curl may end first; its exit code says why
  child.stdin.end(formatCurlConfig(endpoint, request, certificates, options.timeoutMs))
  const exitCode = await waitForExit(child)
  const response = parseCurlOutput(Buffer.concat(output))
  if (isTooLong || Buffer.byteLength(response?.body ?? '') > maxBytes)
    throw responseTooLongFailure(endpoint.address, response?.status ?? 0, maxBytes)
  const result = { stderr, endpoint, certificates, elapsedMs: Date.now() - startedAt }
  if (exitCode !== 0) throw toCurlFinding({ ...result, code: exitCode })
  return response ?? Promise.reject(toCurlFinding({ ...result, code: 8 }))
}

const waitForExit = (child: ChildProcessWithoutNullStreams): Promise<number> =>
  new Promise((resolve, reject) => {
    child.on('error', reject).on('close', code => resolve(code ?? -1))
  })
