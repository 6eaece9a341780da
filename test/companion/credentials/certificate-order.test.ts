import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { connect, createServer, type TLSSocket } from 'node:tls'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadCredential } from '../../../companion/credentials/load.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { isOpenSslMissing, openSslIn } from '../../support/openssl.ts'
import { credentialFrom } from '../../support/site-config.ts'

let qlik: QlikSenseDouble
let folder: string
let certificates: string[]
let thumbprint: string

beforeAll(async () => {
  qlik = await QlikSenseDouble.start()
  folder = qlik.certificates.folder
  thumbprint = (await loadCredential(credentialFrom(folder))).thumbprint
  const [expired, foreign] = await Promise.all([
    qlik.writeCertificates('expired'),
    qlik.writeCertificates('foreign'),
  ])
  // The expired one has the same key.
  const files = [
    join(folder, 'client.pem'),
    join(folder, 'root.pem'),
    join(expired, 'client.pem'),
    join(foreign, 'client.pem'),
    join(foreign, 'root.pem'),
  ]
  certificates = await Promise.all(files.map(file => readFile(file, 'utf8')))
})

afterAll(() => qlik[Symbol.asyncDispose]())

it('loadCredential chooses the certificate of the key that is valid, in any order of a file', async () => {
  const file = join(folder, 'all.pem')
  const source = { ...credentialFrom(folder), certificate: file }
  const indices = [0, 1, 2, 3, 4]
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(indices, { minLength: 1 }), async order => {
      const chosen = order.includes(0) ? order : [...order, 0]
      await writeFile(file, chosen.map(index => certificates[index]).join('\n'))
      expect(await loadCredential(source)).toMatchObject({ thumbprint })
    }),
    { numRuns: 40 },
  )
})

it.skipIf(isOpenSslMissing())(
  'the server gets the certificates that lead to the root, and no others',
  async () => {
    const openssl = openSslIn(folder)
    const sign = async (name: string, issuer: string, extension: string) => {
      await writeFile(join(folder, 'extension.cnf'), extension)
      await openssl(
        'req',
        '-new',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        `${name}.key`,
        '-subj',
        `/CN=${name}`,
        '-out',
        'x.csr',
      )
      const by =
        issuer === name
          ? ['-signkey', `${name}.key`]
          : ['-CA', `${issuer}.crt`, '-CAkey', `${issuer}.key`, '-CAcreateserial']
      await openssl(
        'x509',
        '-req',
        '-in',
        'x.csr',
        ...by,
        '-days',
        '30',
        '-extfile',
        'extension.cnf',
        '-out',
        `${name}.crt`,
      )
      return readFile(join(folder, `${name}.crt`), 'utf8')
    }
    const authority = 'basicConstraints=critical,CA:true'
    const top = await sign('top', 'top', authority)
    const middle = await sign('middle', 'top', authority)
    const low = await sign('low', 'middle', authority)
    const leaf = await sign('leaf', 'low', 'basicConstraints=CA:false')
    await writeFile(join(folder, 'chain.pem'), [top, low, certificates[3], middle, leaf].join(''))
    const { secureContext } = await loadCredential({
      kind: 'pem',
      certificate: join(folder, 'chain.pem'),
      key: join(folder, 'leaf.key'),
      root: join(folder, 'top.crt'),
    })

    const key = await readFile(join(folder, 'leaf.key'))
    const server = createServer({ key, cert: leaf + low + middle, ca: top, requestCert: true }).listen(
      0,
      '127.0.0.1',
    )
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const client = connect({ port, host: '127.0.0.1', secureContext, checkServerIdentity: () => undefined })
    client.on('error', () => {})
    const [socket]: TLSSocket[] = await once(server, 'secureConnection')
    const sent: string[] = []
    for (
      let certificate = socket?.getPeerX509Certificate();
      certificate !== undefined && sent.length < 5;
      certificate = certificate.issuerCertificate
    )
      sent.push(certificate.subject)
    expect(socket?.authorized).toBe(true)
    expect(sent.slice(0, 3)).toEqual(['CN=leaf', 'CN=low', 'CN=middle'])
    client.destroy()
    server.close()
  },
)
