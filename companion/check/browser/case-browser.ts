import type { Finding } from '#protocol/findings/index'
import type { EnglishCheck } from '../../xray/english-result.ts'
import type { Case } from '../cases/case.ts'
import type { CreatedSession, SessionContext } from '../site/session.ts'

/** What a browser found out with a session of its own. */
export interface BrowserOutcome {
  /** Why the user is not signed in in the browser. */
  finding?: Finding
  /** The user whom the hub reported to the page, as `DIR\id`. */
  user?: string
  /** The results of the checks that only a browser can run. */
  checks?: readonly EnglishCheck[]
}

/** A browser that repeats the sign-in of a case. */
export interface CaseBrowser {
  /** Does what the steps *cookie*, *hub* and *identity* of the extension do. Throws only after an abort. */
  visit(of: Case, created: CreatedSession, context: SessionContext): Promise<BrowserOutcome>
}
