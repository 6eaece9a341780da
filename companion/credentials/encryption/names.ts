/** Object identifiers of password-based schemes, with the names that OpenSSL shows. */
const schemeNames = new Map([
  ['1.2.840.113549.1.5.1', 'pbeWithMD2AndDES-CBC'],
  ['1.2.840.113549.1.5.3', 'pbeWithMD5AndDES-CBC'],
  ['1.2.840.113549.1.5.4', 'pbeWithMD2AndRC2-CBC'],
  ['1.2.840.113549.1.5.6', 'pbeWithMD5AndRC2-CBC'],
  ['1.2.840.113549.1.5.10', 'pbeWithSHA1AndDES-CBC'],
  ['1.2.840.113549.1.5.11', 'pbeWithSHA1AndRC2-CBC'],
  ['1.2.840.113549.1.12.1.1', 'pbeWithSHA1And128BitRC4'],
  ['1.2.840.113549.1.12.1.2', 'pbeWithSHA1And40BitRC4'],
  ['1.2.840.113549.1.12.1.5', 'pbeWithSHA1And128BitRC2-CBC'],
  ['1.2.840.113549.1.12.1.6', 'pbeWithSHA1And40BitRC2-CBC'],
  ['1.2.840.113549.3.2', 'RC2-CBC'],
  ['1.2.840.113533.7.66.10', 'CAST5-CBC'],
  ['1.3.14.3.2.7', 'DES-CBC'],
  ['1.3.6.1.4.1.3029.1.2', 'BF-CBC'],
])

/** Returns the name of a scheme, or else its object identifier. */
export const nameScheme = (id: string): string => schemeNames.get(id) ?? id

export const ids = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  pbes2: '1.2.840.113549.1.5.13',
  pbmac1: '1.2.840.113549.1.5.14',
  pbkdf2: '1.2.840.113549.1.5.12',
  scrypt: '1.3.6.1.4.1.11591.4.11',
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certificateBag: '1.2.840.113549.1.12.10.1.3',
  safeContentsBag: '1.2.840.113549.1.12.10.1.6',
  x509Certificate: '1.2.840.113549.1.9.22.1',
} as const

/** Ciphers of PBES2, by their names in Node. */
export const ciphers = new Map([
  ['1.2.840.113549.3.7', 'des-ede3-cbc'],
  ['2.16.840.1.101.3.4.1.2', 'aes-128-cbc'],
  ['2.16.840.1.101.3.4.1.22', 'aes-192-cbc'],
  ['2.16.840.1.101.3.4.1.42', 'aes-256-cbc'],
  ['1.2.392.200011.61.1.1.1.2', 'camellia-128-cbc'],
  ['1.2.392.200011.61.1.1.1.3', 'camellia-192-cbc'],
  ['1.2.392.200011.61.1.1.1.4', 'camellia-256-cbc'],
  ['1.2.410.200046.1.1.2', 'aria-128-cbc'],
  ['1.2.410.200046.1.1.7', 'aria-192-cbc'],
  ['1.2.410.200046.1.1.12', 'aria-256-cbc'],
])

/** Hashes of HMAC, by their names in Node. */
export const hmacHashes = new Map([
  ['1.2.840.113549.2.7', 'sha1'],
  ['1.2.840.113549.2.8', 'sha224'],
  ['1.2.840.113549.2.9', 'sha256'],
  ['1.2.840.113549.2.10', 'sha384'],
  ['1.2.840.113549.2.11', 'sha512'],
  ['1.2.840.113549.2.12', 'sha512-224'],
  ['1.2.840.113549.2.13', 'sha512-256'],
])

/** Hashes with the length of their blocks in bytes, by their names in Node. */
export const hashes = new Map<string, { name: string; blockLength: number }>([
  ['1.2.840.113549.2.5', { name: 'md5', blockLength: 64 }],
  ['1.3.36.3.2.1', { name: 'ripemd160', blockLength: 64 }],
  ['1.3.14.3.2.26', { name: 'sha1', blockLength: 64 }],
  ['2.16.840.1.101.3.4.2.1', { name: 'sha256', blockLength: 64 }],
  ['2.16.840.1.101.3.4.2.2', { name: 'sha384', blockLength: 128 }],
  ['2.16.840.1.101.3.4.2.3', { name: 'sha512', blockLength: 128 }],
  ['2.16.840.1.101.3.4.2.4', { name: 'sha224', blockLength: 64 }],
  ['2.16.840.1.101.3.4.2.5', { name: 'sha512-224', blockLength: 128 }],
  ['2.16.840.1.101.3.4.2.6', { name: 'sha512-256', blockLength: 128 }],
  ['2.16.840.1.101.3.4.2.7', { name: 'sha3-224', blockLength: 144 }],
  ['2.16.840.1.101.3.4.2.8', { name: 'sha3-256', blockLength: 136 }],
  ['2.16.840.1.101.3.4.2.9', { name: 'sha3-384', blockLength: 104 }],
  ['2.16.840.1.101.3.4.2.10', { name: 'sha3-512', blockLength: 72 }],
])
