/**
 * The parts of node-forge that read PFX files: its front door would load all of it. The build keeps this module as a text inside
 * the one file (companion-bundle.config.ts), because few have a PFX file, and everybody waits for what Node reads at its start.
 */
export { default as asn1 } from 'node-forge/lib/asn1.js'
export { default as pkcs12 } from 'node-forge/lib/pkcs12.js'
export { default as pki } from 'node-forge/lib/pki.js'
