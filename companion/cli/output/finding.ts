import type { FindingText } from '#protocol/findings/index'
import { stripControlCharacters } from '../../util/text.ts'
import { rewriteCommands } from '../rewrite-commands.ts'

/** Formats a finding as two lines: what happened, what to do. */
export const formatFinding = ({ message, remedy }: FindingText): string =>
  `${stripControlCharacters(message)}\n${stripControlCharacters(rewriteCommands(remedy))}\n`
