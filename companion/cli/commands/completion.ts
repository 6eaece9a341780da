import { Argument, type Command } from 'commander'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { findCandidates } from '../completion/find-candidates.ts'
import { completionScripts, isCompletionShell } from '../completion/scripts.ts'

/** `hubpass completion <shell>`, and the hidden command that its scripts call. */
export function addCompletionCommands(program: Command, toAction: ActionAdapter): void {
  program
    .command('completion')
    .description('Print a script that completes commands, options and sites in a shell.')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(completionScripts)))
    .addHelpText('after', examples)
    .action(toAction(printScript))
  program
    .command('complete', { hidden: true })
    .argument('[words...]', 'the words of the line')
    .action(toAction((words: string[] = []) => complete(program, words)))
}

const examples = `
Examples:
  bash        echo 'source <(hubpass completion bash)' >> ~/.bashrc
  zsh         echo 'source <(hubpass completion zsh)' >> ~/.zshrc
  fish        hubpass completion fish > ~/.config/fish/completions/hubpass.fish
  PowerShell  Add-Content $PROFILE 'hubpass completion powershell | Out-String | Invoke-Expression'
`

function printScript(shell: string): CommandOutput {
  const script = isCompletionShell(shell) ? completionScripts[shell] : ''
  return { result: { shell, script }, text: script }
}

async function complete(program: Command, words: readonly string[]): Promise<CommandOutput> {
  // PowerShell drops an empty word, so its script sends quotation marks.
  const candidates = await findCandidates(
    program,
    words.map(word => (word === '""' ? '' : word)),
  )
  return { result: { candidates }, text: candidates.join('\n') }
}
