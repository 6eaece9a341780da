import type { Command } from 'commander'

/** Lets a command ask for what it needs after it has said what it does not know: who types `--hubb` has not forgotten `--hub`. */
export function askForMissingLast(command: Command): void {
  const needed = command.options.filter(({ mandatory }) => mandatory)
  for (const option of needed) option.makeOptionMandatory(false)
  command.hook('preAction', () => {
    const missing = needed.find(option => command.getOptionValue(option.attributeName()) === undefined)
    if (missing !== undefined) command.error(`error: required option '${missing.flags}' not specified`)
  })
}
