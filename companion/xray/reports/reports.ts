import type { Colorize } from '../../doctor/format-report.ts'
import { formatLoggedJson } from '../../util/log-commands.ts'
import type { EnglishResult } from '../english-result.ts'
import { formatHtml } from './html.ts'
import { formatMarkdown } from './markdown.ts'
import { formatText } from './text.ts'

type Report = (result: EnglishResult, colorize: Colorize) => string

/** The reports by the name of their format. */
export const reports: Readonly<Record<string, Report>> = {
  text: formatText,
  json: result => `${formatLoggedJson(result, 2)}\n`,
  markdown: formatMarkdown,
  html: formatHtml,
}
