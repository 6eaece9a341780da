import { formatLoggedJson } from '../../util/log-commands.ts'

/** Formats JSON with escapes for characters that a terminal obeys. */
export const formatJson = (content: unknown, indent?: number): string => formatLoggedJson(content, indent)
