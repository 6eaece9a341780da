/** Declares the used parts of node-forge. Its main module would load all of them. */
declare module 'node-forge/lib/asn1.js' {
  export { asn1 as default } from 'node-forge'
}
declare module 'node-forge/lib/pkcs12.js' {
  export { pkcs12 as default } from 'node-forge'
}
declare module 'node-forge/lib/pki.js' {
  export { pki as default } from 'node-forge'
}
