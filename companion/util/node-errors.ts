import { type Message, message, type Text } from '#messages/message'
import { errorMessage } from '#protocol/text'

/** Returns the `code` of an error of Node or OpenSSL, or '' if it has none. */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

export const hasErrorCode = (error: unknown, ...codes: string[]): boolean => codes.includes(errorCode(error))

/** A file that exists but cannot be used, with the reason. */
export class UnusableFileError extends Error {
  constructor(readonly reason: Text) {
    super('unusable file')
  }
}

/** Describes why a file could not be used, or returns the code if there is no description. */
export const describeSystemError = (error: unknown): Text =>
  error instanceof UnusableFileError
    ? error.reason
    : (fileErrorReasons[errorCode(error)] ?? (errorCode(error) || errorMessage(error)))

/** The error codes of a closed reader on Linux, macOS and Windows. */
export const readerGoneCodes = ['EPIPE', 'ECONNRESET', 'EOF', 'ERR_STREAM_DESTROYED']

const fileErrorReasons: Record<string, Message> = {
  ENOENT: message('reason.fileMissing'),
  EACCES: message('reason.fileForbidden'),
  EPERM: message('reason.fileForbidden'),
  EISDIR: message('reason.fileIsFolder'),
  ENXIO: message('reason.fileIsDevice'),
  ELOOP: message('reason.linksInCircle'),
  ENOTDIR: message('reason.pathNotFolder'),
  // A folder cannot be made where a file is.
  EEXIST: message('reason.pathNotFolder'),
  EBUSY: message('reason.fileInUse'),
  ENOSPC: message('reason.diskFull'),
  EDQUOT: message('reason.diskFull'),
  EFBIG: message('reason.fileLimit'),
  EROFS: message('reason.diskReadOnly'),
  ...Object.fromEntries(readerGoneCodes.map(code => [code, message('reason.readerGone')])),
}
