import { quote } from '../text.ts'
import type { FindingTexts } from './text.ts'

/** What was asked for, before anything is sent anywhere. */
export const requestFindings = {
  BAD_REQUEST: ({ field, received, expected, problem }: BadRequest) => ({
    message: problem === undefined ? `${field} is ${quote(received)}.` : `${field}: ${problem}.`,
    remedy: `Give ${expected}.`,
  }),
  MESSAGE_TOO_LARGE: ({ bytes, limit }: { bytes: number; limit: number }) => ({
    message: `A message of ${bytes} bytes does not fit between browser and companion (at most ${limit}).`,
    remedy: 'Shorten the attributes.',
  }),
  SITE_UNKNOWN: ({ site, known }: { site: string; known: string[] }) => ({
    message: `The companion knows no site ${quote(site)}.`,
    remedy:
      known.length > 0
        ? `Choose one of ${known.map(quote).join(', ')}, or add it with "hubpass site add".`
        : 'Add it with "hubpass site add <id> --hub <url> --pem <folder>".',
  }),
  CONFIG_INVALID: ({ file, problem }: { file: string; problem: string }) => ({
    message: `The configuration ${file} cannot be used: ${problem}.`,
    remedy:
      'Correct the file, or move it away and add the sites again with "hubpass site add". Hubpass has not changed it.',
  }),
  USER_NOT_ALLOWED: ({ user, site, patterns }: { user: string; site: string; patterns: string[] }) => ({
    message: `Site ${quote(site)} does not allow to impersonate ${quote(user)}; it allows ${patterns.map(quote).join(', ')}.`,
    remedy: 'Sign in as a user that matches, or have the site\'s "users" patterns widened.',
  }),
  FILE_NOT_WRITTEN: ({ path, reason }: { path: string; reason: string }) => ({
    message: `The file ${path} could not be written: ${reason}.`,
    remedy: 'Choose another place, or give your account the right to write there.',
  }),
  AUDIT_INCOMPLETE: ({ path, problem }: { path: string; problem: string }) => ({
    message: `Not all of the audit log ${path} can be read: ${problem}.`,
    remedy: 'Look into it with an editor; Hubpass goes on writing below, and changes nothing that is there.',
  }),
} satisfies FindingTexts

export interface BadRequest {
  field: string
  received: unknown
  expected: string
  /** What is wrong, where that is more than the value received. */
  problem?: string | undefined
}
