import { escapeHiddenCharacters } from '#protocol/text'

/** Servers of builds look for it anywhere in a line of their log. */
const opening = /##(?=\w*\[)/g

/**
 * Breaks what a server of builds would run: `##vso[` (Azure Pipelines), `##teamcity[`, and `##[`, the old form
 * of GitHub. A text of a server must not set a variable of the build.
 */
export const breakLogCommands = (text: string): string => text.replace(opening, '#\\#')

/** Does the same in JSON, with an escape, and escapes what a terminal obeys. */
export const formatLoggedJson = (value: unknown, indent?: number): string =>
  escapeHiddenCharacters(JSON.stringify(value, null, indent)).replace(opening, '#\\u0023')
