import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import * as v from 'valibot'
import { fromRoot } from '../../scripts/setup/root.mjs'

const SetupSchema = v.object({
  hub: v.string(),
  qps: v.string(),
  qrs: v.string(),
  certificates: v.string(),
})

/** A double in a process of its own, whose time is not that of the measured program. */
export interface DoubleProcess extends v.InferOutput<typeof SetupSchema>, AsyncDisposable {}

export async function startDoubleProcess(delayMs = 0): Promise<DoubleProcess> {
  const program = fromRoot('test', 'doubles', 'qlik-sense', 'main.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', program, '--json', '--delay', String(delayMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [line] = await once(createInterface(child.stdout), 'line')
  return {
    ...v.parse(SetupSchema, JSON.parse(line)),
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      await once(child, 'exit')
    },
  }
}
