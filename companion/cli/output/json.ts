import { escapeHiddenCharacters } from '#protocol/text'

/** Formats JSON with escapes for characters that a terminal obeys. */
export const formatJson = (content: unknown, indent?: number): string =>
  escapeHiddenCharacters(JSON.stringify(content, null, indent))
