import { beforeAll, beforeEach, vi } from 'vitest'
import { createTemporaryHome } from './temporary-home.ts'

/** Gives each test, or all tests of a file, a home of the companion. Returns where the present one is. */
export function useCompanionHome(scope: 'test' | 'file'): { readonly path: string } {
  let home: Awaited<ReturnType<typeof createTemporaryHome>> | undefined
  const create = async () => {
    const created = await createTemporaryHome()
    home = created
    vi.stubEnv('HUBPASS_HOME', created.path)
    return async () => {
      vi.unstubAllEnvs()
      await created[Symbol.asyncDispose]()
    }
  }
  if (scope === 'test') beforeEach(create)
  else beforeAll(create)
  return {
    get path() {
      if (home === undefined) throw new Error('There is no home outside of tests.')
      return home.path
    },
  }
}
