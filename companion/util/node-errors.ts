import { type Message, message, type Text } from '#messages/message'
import { errorMessage } from '#protocol/text'

/** The `code` that Node and OpenSSL put on their errors, '' when there is none. */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

export const hasErrorCode = (error: unknown, ...codes: string[]): boolean => codes.includes(errorCode(error))

/** Why a file could not be used, in words; what has none keeps its code. */
export const describeSystemError = (error: unknown): Text =>
  fileErrorReasons[errorCode(error)] ?? (errorCode(error) || errorMessage(error))

const fileErrorReasons: Record<string, Message> = {
  ENOENT: message('reason.fileMissing'),
  EACCES: message('reason.fileForbidden'),
  EPERM: message('reason.fileForbidden'),
  EISDIR: message('reason.fileIsFolder'),
  ENOTDIR: message('reason.pathNotFolder'),
  EBUSY: message('reason.fileInUse'),
  ENOSPC: message('reason.diskFull'),
  EROFS: message('reason.diskReadOnly'),
}
