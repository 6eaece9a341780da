import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { toolsFolder } from '../../../scripts/setup/tools.mjs'

/** Loads a package of the tools, whose types the compiler does not know. */
export const requireTool = createRequire(join(toolsFolder, 'package.json'))

export interface ToolRun {
  code: number
  /** Both streams. */
  output: string
}

/** Runs a tool to its end. */
export const runTool = (
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<ToolRun> =>
  new Promise(resolve => {
    const env = { ...process.env, ...options.env }
    execFile(program, args, { ...options, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ code, output: stdout + stderr })
    })
  })

/** Runs the program of a package of the tools with Node.js. */
export const runNodeTool = (
  bin: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
) => runTool(process.execPath, [join(toolsFolder, 'node_modules', bin), ...args], options)
