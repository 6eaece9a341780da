/**
 * Puts the plan of `hubpass check --browser plan.yaml` before the option, whose value is optional: else the parser
 * takes the plan for the program of the browser.
 */
export function putPlanBeforeBrowser(args: readonly string[]): string[] {
  const [command, ...words] = args
  const option = words.indexOf('--browser')
  const plan = words[option + 1]
  if (command !== 'check' || option === -1 || plan === undefined || !/\.ya?ml$/i.test(plan)) return [...args]
  return [command, ...words.with(option, plan).with(option + 1, '--browser')]
}
