import type { KeyObject, X509Certificate } from 'node:crypto'
import { message, type Text } from '#messages/message'
import { failure, HubpassError } from '#protocol/errors'
import { describeContent, isPfx } from '../detect-format.ts'
import { unsupportedFailure } from '../unsupported-failure.ts'
import type { Passphrase } from './pem-key.ts'

const crypto = await import('node:crypto')

export interface PfxContent {
  certificates: X509Certificate[]
  keys: KeyObject[]
}

export interface PfxPassphrase extends Passphrase {
  path: string
}

/**
 * Returns the certificates and keys of a PFX file. Node would not expose them for checks, would trust
 * every authority in the file, and rejects the RC2 of older Windows exports (docs/facts/qlik-sense.md
 * §5.4). Throws PFX_UNREADABLE, ENCRYPTION_UNSUPPORTED, KEY_ENCRYPTED, PASSPHRASE_WRONG and
 * KEY_MISSING.
 */
export async function openPfx(bytes: Buffer, source: PfxPassphrase): Promise<PfxContent> {
  const { path } = source
  if (!isPfx(bytes)) {
    const found = describeContent(bytes)
    throw failure('PFX_UNREADABLE', { path, reason: message('reason.notPfx', { found }), found })
  }
  const bags = await decryptBags(bytes, source)
  try {
    const certificates = bags.certificates.map(certificate => new crypto.X509Certificate(certificate))
    const keys = bags.keys.map(key => crypto.createPrivateKey({ key, format: 'der', type: 'pkcs8' }))
    if (certificates.length === 0) throw unreadableFailure(path, message('reason.pfxWithoutCertificate'))
    if (keys.length === 0) throw failure('KEY_MISSING', { path })
    return { certificates, keys }
  } catch (error) {
    throw error instanceof HubpassError ? error : damagedFailure(path, error)
  }
}

async function decryptBags(bytes: Buffer, { path, passphrase, variable }: PfxPassphrase) {
  const { readPfx } = await import('../encryption/index.ts')
  const result = readPfx(bytes, passphrase)
  if (result === 'damaged') throw damagedFailure(path)
  if (result === 'wrongPassword')
    throw failure(passphrase === undefined ? 'KEY_ENCRYPTED' : 'PASSPHRASE_WRONG', { path, variable })
  if ('unsupported' in result) throw unsupportedFailure({ path, format: 'PFX' }, result.unsupported)
  return result
}

const damagedFailure = (path: string, cause?: unknown) =>
  unreadableFailure(path, message('reason.pfxDamaged'), cause)

const unreadableFailure = (path: string, reason: Text, cause?: unknown) =>
  failure('PFX_UNREADABLE', { path, reason }, cause)
