import { fileURLToPath } from 'node:url'
import { runTool } from './tools.ts'

const classPath = ['/usr/share/jmeter/lib/*', '/usr/share/jmeter/lib/ext/*', '/usr/share/java/*'].join(':')

/**
 * Runs a script of BeanShell with the classes of JMeter. Debian's JMeter refuses every plan, because its XStream
 * is too new, but its classes work. Returns the lines with a label.
 */
async function runBeanShell(script: string, label: string, env: Record<string, string>): Promise<string[]> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const { output } = await runTool('java', ['-cp', classPath, 'bsh.Interpreter', path], { env })
  const lines = output.split('\n').filter(line => line.startsWith(`${label}: `))
  if (lines.length === 0) throw new Error(output)
  return lines.map(line => line.slice(label.length + 2))
}

/** Returns the cookies that JMeter's Cookie Manager sends after it has read a file; `null` for none. */
export async function readCookiesWithJMeter(file: string, url: string): Promise<string> {
  const [cookies = ''] = await runBeanShell('read-cookies.bsh', 'cookies', { FILE: file, URL: url })
  return cookies
}

/** Returns the cells of a CSV file as JMeter reads them. */
export const readCellsWithJMeter = (file: string): Promise<string[]> =>
  runBeanShell('read-rows.bsh', 'cell', { FILE: file })
