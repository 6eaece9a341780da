/**
 * The milliseconds that the double waits before each response: none, which no server reaches, and a few, as
 * behind a network. How long Qlik Sense takes is not known.
 */
export const serverDelays = [0, 10] as const

/** Says in a title how fast the server is. */
export const describeDelay = (ms: number): string =>
  ms === 0 ? 'the server answers at once' : `the server takes ${ms} ms for each request`
