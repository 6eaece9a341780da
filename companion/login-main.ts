import { addLoginCommand } from './cli/commands/login.ts'
import { runCli } from './cli/run.ts'
import { guardStandardStreams } from './util/guard-output.ts'

// Scripts call this command often, so it has a file without the other commands.
guardStandardStreams()
await runCli(process.argv.slice(2), async (program, toAction) => addLoginCommand(program, toAction))
