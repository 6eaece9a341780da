/** Returns whether this is Firefox, which has roots and a settings page of its own. */
export const isFirefox = (): boolean => /\bFirefox\//.test(globalThis.navigator?.userAgent ?? '')
