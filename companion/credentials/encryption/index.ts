/**
 * Reads encrypted files. The build makes one file of this module and node-forge, which only programs
 * with such a file load (build/companion-files.ts). Errors of that file would be of other classes, so
 * these functions return problems.
 */
import { checkIterations, describeKeyScheme } from './key-scheme.ts'
import { createIterationGuard, type Unsupported, UnsupportedError } from './limits.ts'
import { formsOfPassword, WrongPasswordError } from './password.ts'
import { type PfxBags, readBags, readContainer } from './pfx-bags.ts'

export type { Unsupported }

export type PfxResult = PfxBags | { unsupported: Unsupported } | 'wrongPassword' | 'damaged'

/** Returns the keys and certificates of a PFX file. */
export function readPfx(bytes: Buffer, passphrase: string | undefined): PfxResult {
  const guard = createIterationGuard()
  try {
    const container = readContainer(bytes)
    for (const password of formsOfPassword(passphrase)) {
      const bags = unlessWrongPassword(() => readBags(container, { password, guard }))
      if (bags !== undefined) return bags
    }
    return 'wrongPassword'
  } catch (error) {
    return error instanceof UnsupportedError ? { unsupported: error.unsupported } : 'damaged'
  }
}

function unlessWrongPassword<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch (error) {
    if (error instanceof WrongPasswordError) return undefined
    throw error
  }
}

/** Returns why OpenSSL must not try to decrypt a PEM key, if there is a reason. */
export function findExcessiveIterations(pem: string): Unsupported | undefined {
  try {
    checkIterations(pem)
    return undefined
  } catch (error) {
    if (error instanceof UnsupportedError) return error.unsupported
    throw error
  }
}

/** Returns the scheme of a PEM key that OpenSSL does not have. */
export const describeUnsupportedKey = (pem: string): Unsupported => ({ scheme: describeKeyScheme(pem) })
