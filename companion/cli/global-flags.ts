import { failure } from '#protocol/errors'

/** The options that every command has. They are found before the line is parsed. */
export interface GlobalFlags {
  json: boolean
  color: boolean
  quiet: boolean
  verbose: boolean
}

/** Each flag with what it sets. `-o json` has its value in the next argument. */
const settersByFlag: Record<string, (flags: GlobalFlags) => void> = {
  '--json': flags => {
    flags.json = true
  },
  '--no-color': flags => {
    flags.color = false
  },
  '--quiet': setQuiet,
  '-q': setQuiet,
  '--verbose': flags => {
    flags.verbose = true
  },
}

function setQuiet(flags: GlobalFlags): void {
  flags.quiet = true
}

/** For the help and for completion. */
export const globalFlagNames = [...Object.keys(settersByFlag), '--output', '-o']

/**
 * Finds the flags anywhere in the line, so that even a line that cannot be parsed is answered in
 * JSON. Returns the other arguments. Throws BAD_REQUEST for an unknown output format, by `getRest`.
 */
export function extractGlobalFlags(args: readonly string[]): { flags: GlobalFlags; rest: string[] } {
  const flags: GlobalFlags = { json: false, color: true, quiet: false, verbose: false }
  const rest: string[] = []
  const end = args.includes('--') ? args.indexOf('--') : args.length
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? ''
    const set = index < end && Object.hasOwn(settersByFlag, arg) ? settersByFlag[arg] : undefined
    const isOutput = index < end && /^(-o|--output)$/.test(arg)
    const [, attached] = (index < end && /^(?:--output=|-o=?)(json|text)$/.exec(arg)) || []
    if (set !== undefined) set(flags)
    else if (attached !== undefined) flags.json ||= attached === 'json'
    else if (isOutput && /^(json|text)$/.test(args[index + 1] ?? '')) {
      flags.json ||= args[index + 1] === 'json'
      index += 1
    } else rest.push(arg)
  }
  return { flags, rest }
}

/** Throws BAD_REQUEST for an output format that does not exist. */
export function assertOutputFormat(args: readonly string[]): void {
  const index = args.findIndex(arg => /^(-o|--output)(=|$)/.test(arg))
  if (index < 0) return
  throw failure('BAD_REQUEST', {
    field: '--output',
    received: args[index]?.split('=')[1] ?? args[index + 1] ?? '',
    expected: 'json or text',
  })
}
