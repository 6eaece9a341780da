import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Presses keys on a display, e.g. `alt+shift+h`. */
export const pressKeys = (display: string, ...keys: string[]): Promise<void> =>
  runXdotool(display, 'key', ...keys)

export const typeKeys = (display: string, text: string): Promise<void> => runXdotool(display, 'type', text)

async function runXdotool(display: string, ...args: string[]): Promise<void> {
  await promisify(execFile)('xdotool', args, { env: { ...process.env, DISPLAY: display } })
}
