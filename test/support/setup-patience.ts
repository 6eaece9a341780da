import { type VitestUtils, vi } from 'vitest'

/** Only a test that fails waits this long. Vitest's one second is too short for a busy machine. */
const timeout = 10_000

const { waitFor } = vi

const waitPatiently: VitestUtils['waitFor'] = (callback, options) =>
  waitFor(callback, { timeout, ...(typeof options === 'number' ? { timeout: options } : options) })

// This file runs again for each test file, but the files of a worker may share one `vi`.
if (waitFor.name !== waitPatiently.name) vi.waitFor = waitPatiently
