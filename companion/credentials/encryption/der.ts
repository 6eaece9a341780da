import type { asn1 } from 'node-forge'
import * as forge from './forge.ts'

export type DerNode = asn1.Asn1

/** Decodes DER or BER. Ignores bytes behind the value. Throws an error if there is none. */
export const parseDer = (bytes: Buffer): DerNode =>
  forge.asn1.fromDer(bytes.toString('latin1'), {
    strict: false,
    parseAllBytes: false,
    decodeBitStrings: false,
  })

export const encodeDer = (node: DerNode): Buffer => Buffer.from(forge.asn1.toDer(node).getBytes(), 'latin1')

/** Returns the parts of a sequence. Throws an error if the value has none. */
export function childrenOf(node: DerNode | undefined): DerNode[] {
  if (Array.isArray(node?.value)) return node.value
  throw new Error('not a sequence')
}

/** Returns the first part of a sequence. Throws an error if there is none. */
export function firstOf(node: DerNode | undefined): DerNode {
  const [first] = childrenOf(node)
  if (first !== undefined) return first
  throw new Error('an empty sequence')
}

/** Returns the bytes of a string, which BER may divide into several. */
export function bytesOf(node: DerNode | undefined): Buffer {
  if (typeof node?.value === 'string') return Buffer.from(node.value, 'latin1')
  return Buffer.concat(childrenOf(node).map(bytesOf))
}

/** Returns an object identifier in its notation with dots. */
export const identifierOf = (node: DerNode | undefined): string =>
  forge.asn1.derToOid(bytesOf(node).toString('latin1'))

/** Returns an integer, which is not exact beyond 2⁵³. */
export const integerOf = (node: DerNode | undefined): number => Number(`0x${bytesOf(node).toString('hex')}`)

/** An algorithm by its object identifier. */
export interface Algorithm {
  id: string
  parameters: DerNode | undefined
}

export function algorithmOf(node: DerNode | undefined): Algorithm {
  const [id, parameters] = childrenOf(node)
  return { id: identifierOf(id), parameters }
}
