import { qlikTimeoutMs } from '#protocol/constants'

/** How long a permission prompt may stay open; its answer may get lost with the popup that asked. */
export const permissionTimeoutMs = 120_000

/** How often is looked whether the prompt is over that has closed its popup. */
export const promptPollMs = 250

/** How long after the prompt its popup may open again by itself: its window gets the keyboard back at once, or its tester has left. */
export const popupReopenTimeoutMs = 3_000

/** A run that was interrupted longer ago is not taken up again: its tester has gone on to other things. */
export const maxResumeAgeMs = 60_000

/** How long a cancelled POST may take to end its session itself: more than the companion gives it. */
export const cancelGraceMs = 8_000

/** How long facts are gathered about a run that has failed, before it is undone. */
export const diagnosisTimeoutMs = 2_000

/** How long a verified run waits to know whether a frame is signed in too. */
export const frameTimeoutMs = 2_000

/** How long a deed waits for the page that it loads again: a sign-in may wait behind it. */
export const reloadTimeoutMs = 5_000

/** How long a page may take to answer us: longer than what it is to ask its server for. */
export const pageTimeoutMs = qlikTimeoutMs + 5_000

/** How long a page that has loaded may take to say what it shows. */
export const readDocumentTimeoutMs = 15_000
