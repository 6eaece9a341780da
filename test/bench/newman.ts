import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fromRoot } from '../../scripts/setup/root.mjs'
import type { DoubleProcess } from './double-process.ts'

const run = promisify(execFile)

const version = '6.2.2'
/** Not among our packages: only this comparison needs it, and it has 150 of its own. */
const folder = fromRoot('node_modules', '.cache', `newman-${version}`)
const program = join(folder, 'node_modules', 'newman', 'bin', 'newman.js')

async function install(): Promise<void> {
  if (existsSync(program)) return
  const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund']
  await run('npm', ['install', '--prefix', folder, ...options, `newman@${version}`])
}

/** Returns a function that makes, checks and ends sessions with newman, the runner of Postman. */
export async function prepareNewman(
  { hub, qps, certificates }: DoubleProcess,
  home: string,
): Promise<(sessions: number) => Promise<unknown>> {
  await install()
  const [collection, clientCertificates] = [join(home, 'collection.json'), join(home, 'certificates.json')]
  await writeFile(collection, JSON.stringify(createCollection(hub, qps)))
  const pem = (name: string) => join(certificates, name)
  const cert = { src: pem('client.pem') }
  const ofQps = { name: 'QPS', matches: [`${qps}/*`], cert, key: { src: pem('client_key.pem') } }
  await writeFile(clientCertificates, JSON.stringify([ofQps]))
  const trust = ['--ssl-client-cert-list', clientCertificates, '--ssl-extra-ca-certs', pem('root.pem')]
  return sessions =>
    run(process.execPath, [
      ...[program, 'run', collection, '--iteration-count', String(sessions), ...trust],
      ...['--reporters', 'json', '--reporter-json-export', join(home, 'newman.json')],
    ])
}

/** The requests of the bare loop, with a test of each answer. */
function createCollection(hub: string, qps: string): object {
  const key = '0123456789abcdef'
  const toQps = [
    { key: 'X-Qlik-Xrfkey', value: key },
    { key: 'Content-Type', value: 'application/json' },
  ]
  const toHub = [{ key: 'Cookie', value: 'X-Qlik-Session={{id}}' }]
  const identity = { UserDirectory: 'DOMAIN', UserId: '{{user}}', Attributes: [], SessionId: '{{id}}' }
  const hasStatus = (status: number) => `pm.test('status', () => pm.response.to.have.status(${status}))`
  const isUser = `pm.test('user', () => pm.expect(pm.response.json().userId).to.eql(pm.variables.get('user')))`
  const begin = [
    `pm.environment.set('user', 'u' + pm.info.iteration)`,
    `pm.environment.set('id', require('uuid').v4())`,
  ]
  const item = (name: string, request: object, test: string, before: string[] = []) => ({
    name,
    request,
    protocolProfileBehavior: { disableCookies: true },
    event: [
      { listen: 'prerequest', script: { exec: before } },
      { listen: 'test', script: { exec: [test] } },
    ],
  })
  const url = `${qps}/qps/session`
  const body = { mode: 'raw', raw: JSON.stringify(identity) }
  return {
    info: {
      name: 'Sessions',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: [
      item(
        'make',
        { method: 'POST', url: `${url}?xrfkey=${key}`, header: toQps, body },
        hasStatus(201),
        begin,
      ),
      item('page', { method: 'GET', url: `${hub}/hub/`, header: toHub }, hasStatus(200)),
      item('user', { method: 'GET', url: `${hub}/qps/user`, header: toHub }, isUser),
      item('end', { method: 'DELETE', url: `${url}/{{id}}?xrfkey=${key}`, header: toQps }, hasStatus(200)),
    ],
  }
}
