/** As it works in the folder of Hubpass, whether `npm link` was run there or not. */
export const companionCommand = ['node', 'dist/companion/hubpass.mjs'] as const
