import { errorMessage } from '#protocol/message-of'

/** The `code` that Node and OpenSSL put on their errors, '' when there is none. */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

export const hasErrorCode = (error: unknown, ...codes: string[]): boolean => codes.includes(errorCode(error))

/** Why a file could not be used, in words; what has none keeps its code. */
export const describeSystemError = (error: unknown): string =>
  fileErrorReasons[errorCode(error)] ?? (errorCode(error) || errorMessage(error))

const fileErrorReasons: Record<string, string> = {
  ENOENT: 'it does not exist',
  EACCES: 'your account has no right to it',
  EPERM: 'your account has no right to it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of its path is not a folder',
  EBUSY: 'another program uses it',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
}
