/** The parts of node-forge that read what OpenSSL 3 rejects: BER, key derivation of PKCS #12, RC2. */
export { default as asn1 } from 'node-forge/lib/asn1.js'
export { default as pbe } from 'node-forge/lib/pbe.js'
export { default as rc2 } from 'node-forge/lib/rc2.js'
export { default as util } from 'node-forge/lib/util.js'
