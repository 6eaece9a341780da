import { messageOf } from '#protocol/message-of'

/** The `code` that Node and OpenSSL put on their errors, '' when there is none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

export const isErrorCode = (error: unknown, ...codes: string[]): boolean => codes.includes(codeOf(error))

/** Why a file could not be used, in words; what has none keeps its code. */
export const reasonOf = (error: unknown): string =>
  fileReasons[codeOf(error)] ?? (codeOf(error) || messageOf(error))

const fileReasons: Record<string, string> = {
  ENOENT: 'it does not exist',
  EACCES: 'your account has no right to it',
  EPERM: 'your account has no right to it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of its path is not a folder',
  EBUSY: 'another program uses it',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
}
