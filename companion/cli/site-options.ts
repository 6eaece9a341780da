import { dirname, join, resolve } from 'node:path'
import * as v from 'valibot'
import { failure } from '#protocol/errors'
import { AddressSchema, type PemCredential, type SiteConfiguration, siteIdPattern } from '../config/schema.ts'
import { expectHub } from './hub.ts'

export interface SiteOptions {
  hub: string
  pem?: string
  cert?: string
  key?: string
  ca?: string
  passphraseEnv?: string
  qps?: string
  qrs?: string
  tlsServerName?: string
  users?: string[]
}

/** The ports that the QMC suggests (qlik-sense-facts §1.1). */
const defaultPorts = { qps: 4243, qrs: 4242 }

/** The site that `hubpass site add` was told of, with absolute paths. Throws BAD_REQUEST. */
export function planSite(id: string, options: SiteOptions): SiteConfiguration {
  const hub = expectHub(options.hub)
  const { hostname } = new URL(hub)
  return {
    id: expectId(id),
    hub,
    qps: expectAddress('--qps', options.qps ?? `${hostname}:${defaultPorts.qps}`),
    qrs: expectAddress('--qrs', options.qrs ?? `${hostname}:${defaultPorts.qrs}`),
    credential: planCredential(options),
    ...(options.tlsServerName === undefined ? {} : { tlsServerName: options.tlsServerName }),
    ...(options.users === undefined ? {} : { users: options.users }),
  }
}

function planCredential({ pem, cert, key, ca, passphraseEnv }: SiteOptions): PemCredential {
  const files = pem === undefined ? singleFiles(cert, key) : folderFiles(pem, cert ?? key)
  return {
    kind: 'pem',
    certificate: resolve(files.certificate),
    key: resolve(files.key),
    root: resolve(ca ?? files.root),
    ...(passphraseEnv === undefined ? {} : { passphraseEnv: expectVariable(passphraseEnv) }),
  }
}

/** The names that the QMC gives to the files of an export (qlik-sense-facts §5.1). */
function folderFiles(folder: string, alsoGiven: string | undefined) {
  if (alsoGiven !== undefined) throw badCredential(alsoGiven)
  return {
    certificate: join(folder, 'client.pem'),
    key: join(folder, 'client_key.pem'),
    root: join(folder, 'root.pem'),
  }
}

function singleFiles(certificate: string | undefined, key: string | undefined) {
  if (certificate === undefined || key === undefined) throw badCredential(certificate ?? key)
  return { certificate, key, root: join(dirname(certificate), 'root.pem') }
}

const badCredential = (received: string | undefined) =>
  failure('BAD_REQUEST', {
    field: 'Credential',
    received: received ?? '',
    expected: 'either --pem with a folder, or --cert and --key with a file each',
  })

function expectId(received: string): string {
  if (siteIdPattern.test(received)) return received
  throw failure('BAD_REQUEST', {
    field: 'Site id',
    received,
    expected: 'a short name of lower-case letters, digits, - and _, e.g. "acme-test"',
  })
}

function expectAddress(field: string, received: string): string {
  if (v.safeParse(AddressSchema, received).success) return received
  throw failure('BAD_REQUEST', { field, received, expected: 'host:port, e.g. qlik.acme.com:4243' })
}

/** A passphrase given by mistake must not be repeated, so what was received is not shown. */
function expectVariable(received: string): string {
  if (/^[A-Za-z_]\w*$/.test(received)) return received
  throw failure('BAD_REQUEST', {
    field: '--passphrase-env',
    received: '(not shown)',
    expected: 'the name of an environment variable, not the passphrase itself',
  })
}
