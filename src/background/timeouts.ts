import { qlikTimeoutMs } from '#protocol/constants'

/** How long a permission prompt may stay open. Its answer may be lost with the popup. */
export const permissionTimeoutMs = 120_000

/** How often the closed prompt is polled for. */
export const promptPollMs = 250

/**
 * How long after the prompt the popup may reopen: the window regains the focus at once, or the
 * tester has left.
 */
export const popupReopenTimeoutMs = 3_000

/** How old an interrupted run may be to be resumed. After that, the tester has moved on. */
export const maxResumeAgeMs = 60_000

/**
 * How long a cancelled request may take to end its own session: longer than the companion allows.
 */
export const cancelGraceMs = 8_000

/** How long the facts of a failed run are collected before its rollback. */
export const diagnosisTimeoutMs = 2_000

/** How long a verified run waits for the check of embedded frames. */
export const frameTimeoutMs = 2_000

/** How long an action waits for a reload, because a sign-in may be waiting for the action. */
export const reloadTimeoutMs = 5_000

/** How long a script in a page may take: longer than its request to the server. */
export const pageTimeoutMs = qlikTimeoutMs + 5_000

/** How long a loaded page may take to describe itself. */
export const readDocumentTimeoutMs = 15_000
