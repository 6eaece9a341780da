import { qlikTimeoutMs } from '#protocol/constants'

/** The time limit of a permission prompt. Its answer may be lost with the popup. */
export const permissionTimeoutMs = 120_000

/** The interval of polls for a closed prompt. */
export const promptPollMs = 250

/**
 * How long after the prompt the popup may reopen. The window regains the focus at once, but a busy machine
 * may take seconds. Later, the tester has left.
 */
export const popupReopenTimeoutMs = 10_000

/** The maximum age of an interrupted run that is resumed. Later, the tester has moved on. */
export const maxResumeAgeMs = 60_000

/**
 * How long a cancelled request may take to end its own session: longer than the companion allows.
 */
export const cancelGraceMs = 8_000

/** The time limit for collecting the facts of a failed run before its rollback. */
export const diagnosisTimeoutMs = 2_000

/** The time limit for what Qlik Sense tells of a verified session. The proof does not need it. */
export const verifyTimeoutMs = 1_000

/** The time limit for finding out why the browser shows an error page. */
export const errorPageTimeoutMs = 5_000

/**
 * The time limit of the policy for an action that waits for it. Chromium does not always answer right
 * after its start (measured on Chromium 156).
 */
export const policyTimeoutMs = 1_000

/** The time limit for finding out who created a session. */
export const originsTimeoutMs = 1_000

/** The time limit of the check of embedded frames after a verified run. */
export const frameTimeoutMs = 2_000

/** The time limit of a reload after an action, because a sign-in may wait for the action. */
export const reloadTimeoutMs = 5_000

/** The time limit of a script in a page: longer than its request to the server. */
export const pageTimeoutMs = qlikTimeoutMs + 5_000

/** The time limit for reading a loaded page. */
export const readDocumentTimeoutMs = 15_000
