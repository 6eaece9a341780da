import { addLoginCommand } from './cli/commands/login.ts'
import { runCli } from './cli/run.ts'
import { guardStandardStreams } from './util/guard-output.ts'

guardStandardStreams()
await runCli(process.argv.slice(2), async (program, toAction) => addLoginCommand(program, toAction))
