import forge from 'node-forge'

/** The encryption of PFX files in use (docs/facts/qlik-sense.md §5.4). */
export type PfxCipher = 'aes256' | '3des' | 'rc2-40'

export interface PfxOptions {
  /** PEM. The first one belongs to the key. */
  certificates: readonly string[]
  /** PEM. Without a key, the file contains only certificates. */
  key?: string | undefined
  password: string
  cipher?: PfxCipher
}

const { asn1, pkcs12, pki } = forge
const { SEQUENCE, OID, OCTETSTRING, INTEGER } = asn1.Type
const { UNIVERSAL, CONTEXT_SPECIFIC } = asn1.Class
const iterations = 2048

/**
 * Creates a PFX file. `rc2-40` matches `openssl pkcs12 -export -legacy` and older Windows, which
 * Node's OpenSSL rejects.
 */
export function createPfx({ certificates, key, password, cipher = 'aes256' }: PfxOptions): Buffer {
  const algorithm = cipher === 'rc2-40' ? '3des' : cipher
  const chain = certificates.map(pem => pki.certificateFromPem(pem))
  const privateKey = key === undefined ? null : pki.privateKeyFromPem(key)
  // The types do not allow a file with certificates only.
  const file = pkcs12.toPkcs12Asn1(privateKey as forge.pki.rsa.PrivateKey, chain, password, {
    algorithm,
    count: iterations,
  })
  return toBytes(cipher === 'rc2-40' ? encryptWithRc2(file, password) : file)
}

type Node = forge.asn1.Asn1

/** Encrypts the certificates, which node-forge leaves unencrypted, and updates the MAC. */
function encryptWithRc2(file: Node, password: string): Node {
  const [version, content] = getChildren(file)
  const [certificates, ...rest] = getChildren(asn1.fromDer(readOctets(content)))
  const safes = toDer(sequence(encryptData(readOctets(certificates), password), ...rest))
  return sequence(version, createDataContent(safes), createMac(safes, password))
}

function encryptData(plain: string, password: string): Node {
  const salt = forge.random.getBytesSync(8)
  const derive = (id: 1 | 2, bytes: number) =>
    pkcs12.generateKey(password, forge.util.createBuffer(salt), id, iterations, bytes)
  const cipher = forge.rc2.createEncryptionCipher(derive(1, 5), 40)
  cipher.start(derive(2, 8))
  cipher.update(forge.util.createBuffer(plain))
  cipher.finish()
  const parameters = sequence(octets(salt), integer(iterations))
  const algorithm = sequence(oid('1.2.840.113549.1.12.1.6'), parameters)
  const bytes = asn1.create(CONTEXT_SPECIFIC, 0, false, cipher.output.getBytes())
  const body = sequence(integer(0), sequence(oid(pki.oids.data), algorithm, bytes))
  return sequence(oid(pki.oids.encryptedData), asn1.create(CONTEXT_SPECIFIC, 0, true, [body]))
}

function createMac(safes: string, password: string): Node {
  const salt = forge.random.getBytesSync(8)
  const mac = forge.hmac.create()
  mac.start('sha1', pkcs12.generateKey(password, forge.util.createBuffer(salt), 3, iterations, 20).getBytes())
  mac.update(safes)
  const algorithm = sequence(oid(pki.oids.sha1), asn1.create(UNIVERSAL, asn1.Type.NULL, false, ''))
  return sequence(sequence(algorithm, octets(mac.digest().getBytes())), octets(salt), integer(iterations))
}

const createDataContent = (content: string): Node =>
  sequence(oid(pki.oids.data), asn1.create(CONTEXT_SPECIFIC, 0, true, [octets(content)]))

/** Returns the content of a `data` content info. */
function readOctets(info: Node | undefined): string {
  const [, wrapper] = getChildren(info)
  const [inner] = getChildren(wrapper)
  if (typeof inner?.value !== 'string') throw new Error('no octets')
  return inner.value
}

function getChildren(node: Node | undefined): Node[] {
  if (Array.isArray(node?.value)) return node.value
  throw new Error('nothing in it')
}

const sequence = (...nodes: (Node | undefined)[]): Node =>
  asn1.create(
    UNIVERSAL,
    SEQUENCE,
    true,
    nodes.filter(node => node !== undefined),
  )
const octets = (content: string): Node => asn1.create(UNIVERSAL, OCTETSTRING, false, content)
const integer = (value: number): Node =>
  asn1.create(UNIVERSAL, INTEGER, false, asn1.integerToDer(value).getBytes())
const oid = (name: string | undefined): Node =>
  asn1.create(UNIVERSAL, OID, false, asn1.oidToDer(name ?? '').getBytes())
const toDer = (node: Node): string => asn1.toDer(node).getBytes()
const toBytes = (node: Node): Buffer => Buffer.from(toDer(node), 'latin1')
