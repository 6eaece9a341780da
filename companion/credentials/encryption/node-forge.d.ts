/** Declares the used parts of node-forge. Its main module would load all of them. */
declare module 'node-forge/lib/asn1.js' {
  import type { asn1 as Asn1Module } from 'node-forge'

  interface DecodingOptions {
    strict?: boolean
    parseAllBytes?: boolean
    decodeBitStrings?: boolean
  }
  const asn1: Pick<typeof Asn1Module, 'toDer' | 'derToOid'> & {
    fromDer(bytes: string, options: DecodingOptions): Asn1Module.Asn1
  }
  export default asn1
}
declare module 'node-forge/lib/pbe.js' {
  import type { util } from 'node-forge'
  export interface Digest {
    digestLength: number
    blockLength: number
    start(): Digest
    update(bytes: string): Digest
    digest(): util.ByteBuffer
  }
  const pbe: {
    generatePkcs12Key(
      password: string | undefined,
      salt: util.ByteBuffer,
      purpose: 1 | 2 | 3,
      iterations: number,
      length: number,
      digest?: Digest,
    ): util.ByteBuffer
  }
  export default pbe
}
declare module 'node-forge/lib/rc2.js' {
  export { rc2 as default } from 'node-forge'
}
declare module 'node-forge/lib/util.js' {
  export { util as default } from 'node-forge'
}
