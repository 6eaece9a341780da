/**
 * Loads the parts of node-forge that read PFX files. The build makes one file of this module, so that
 * only programs that read a PFX file read it (build/companion-files.ts).
 */
export { default as asn1 } from 'node-forge/lib/asn1.js'
export { default as pkcs12 } from 'node-forge/lib/pkcs12.js'
export { default as pki } from 'node-forge/lib/pki.js'
