/** The words of a key that names a secret, in lower case and without separators. */
const secretWords =
  /pass(word|phrase|wd|code)|^pwd$|secret|sessionid|^sid$|token|apikey|privatekey|keypassword|^ticket$|qlikticket/

/** Returns whether a key looks like the name of a secret. */
export const isSecretName = (key: string): boolean =>
  secretWords.test(key.toLowerCase().replace(/[^a-z]/g, ''))

/** Returns whether a text contains a private key. */
export const isSecretText = (text: string): boolean => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)

export const secretProblem = (key: string): [problem: string, remedy: string] => [
  `The key ${JSON.stringify(key)} looks like a secret, which a plan must not contain`,
  'Remove it. Hubpass takes credentials only from the configuration of a site.',
]
