import type { Command } from 'commander'

/** Lets a command ask for what it needs after it has said what it does not know: who types `--hubb` has not forgotten `--hub`. */
export function reportMissingOptionsLast(command: Command): void {
  const required = command.options.filter(({ mandatory }) => mandatory)
  for (const option of required) option.makeOptionMandatory(false)
  command.hook('preAction', () => {
    const missing = required.find(option => command.getOptionValue(option.attributeName()) === undefined)
    if (missing !== undefined) command.error(`error: required option '${missing.flags}' not specified`)
  })
}
