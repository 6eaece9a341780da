import { message } from '#messages/message'
import { failure } from '#protocol/errors'
import type { ProtectedFile } from '#protocol/findings/credential'
import type { Unsupported } from './encryption/index.ts'

/** Returns ENCRYPTION_UNSUPPORTED. */
export const unsupportedFailure = (file: ProtectedFile, unsupported: Unsupported, cause?: unknown) =>
  failure('ENCRYPTION_UNSUPPORTED', { ...file, scheme: describe(unsupported) }, cause)

const describe = (unsupported: Unsupported) =>
  'scheme' in unsupported
    ? unsupported.scheme
    : message('reason.tooManyIterations', { count: unsupported.iterations, max: unsupported.max })
