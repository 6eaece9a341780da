import { type Algorithm, algorithmOf, childrenOf, firstOf, integerOf, parseDer } from './der.ts'
import { createIterationGuard } from './limits.ts'
import { ids, nameScheme } from './names.ts'

/**
 * Throws UnsupportedError if a PKCS #8 key asks for more iterations than allowed. OpenSSL would not
 * stop. Leaves damaged keys to OpenSSL.
 */
export function checkIterations(pem: string): void {
  const iterations = readIterations(pem)
  if (iterations !== undefined && iterations >= 1) createIterationGuard()(iterations)
}

/** Returns the name of the scheme that encrypts a key, such as "pbeWithMD5AndDES-CBC". */
export function describeKeyScheme(pem: string): string {
  const header = /^DEK-Info: *([\w-]+)/m.exec(pem)?.[1]
  if (header !== undefined) return header
  const { id, parameters } = readAlgorithm(pem)
  if (id !== ids.pbes2) return nameScheme(id)
  const [, cipher] = childrenOf(parameters)
  return nameScheme(algorithmOf(cipher).id)
}

function readIterations(pem: string): number | undefined {
  try {
    const { id, parameters } = readAlgorithm(pem)
    if (id !== ids.pbes2) return integerOf(childrenOf(parameters)[1])
    const derivation = algorithmOf(firstOf(parameters))
    const [, count, ...rest] = childrenOf(derivation.parameters)
    if (derivation.id !== ids.scrypt) return integerOf(count)
    // OpenSSL limits the memory of scrypt, but not its parallelization.
    const [blockSize, parallelization] = rest
    return (integerOf(count) * integerOf(blockSize) * integerOf(parallelization)) / 8
  } catch {
    return undefined
  }
}

function readAlgorithm(pem: string): Algorithm {
  const base64 = pem.replace(/-----[^-]+-----/g, '')
  return algorithmOf(firstOf(parseDer(Buffer.from(base64, 'base64'))))
}
