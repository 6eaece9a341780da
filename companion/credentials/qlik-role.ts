import type { X509Certificate } from 'node:crypto'

/**
 * What Qlik made a certificate for, "Client" or "Service" for example; undefined when it does not say. Qlik writes it into
 * the extension 1.3.6.1.5.5.7.13.3 (docs/facts/qlik-sense.md §5.2), which Node does not hand out.
 */
export function readQlikRole({ raw }: Pick<X509Certificate, 'raw'>): string | undefined {
  const [, length = '', rest = ''] = roleExtensionPattern.exec(raw.toString('hex')) ?? []
  const role = rest.slice(0, 2 * Number.parseInt(length, 16))
  return role === '' ? undefined : Buffer.from(role, 'hex').toString('latin1')
}

/** In DER: the object identifier, perhaps whether it is critical, an octet string that holds a string, its length, the rest. */
const roleExtensionPattern = /06082b06010505070d03(?:0101..)?04..(?:04|0c|13)(..)(.*)$/
