/** How long a permission prompt may stay open; its answer may get lost with the popup that asked. */
export const permissionTimeoutMs = 120_000

/** A run that was interrupted longer ago is not taken up again: its tester has gone on to other things. */
export const takeUpWithinMs = 60_000
