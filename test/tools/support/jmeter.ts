import { fileURLToPath } from 'node:url'
import { runTool, type ToolRun } from './tools.ts'

const binFolder = '/usr/share/jmeter/bin'
const libraries = ['/usr/share/jmeter/lib/*', '/usr/share/jmeter/lib/ext/*', '/usr/share/java/*']
const classPath = [`${binFolder}/ApacheJMeter.jar`, ...libraries].join(':')

/**
 * Runs a script of BeanShell with the classes of JMeter. Debian's JMeter itself refuses every plan, because its
 * XStream is too new for it.
 */
const runBeanShell = (
  script: string,
  { args = [], env = {} }: { args?: readonly string[]; env?: Record<string, string> },
): Promise<ToolRun> => {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const java = ['-Djava.awt.headless=true', '-cp', classPath, 'bsh.Interpreter', path]
  // JMeter looks for its home from here.
  return runTool('java', [...java, ...args], { cwd: binFolder, env })
}

/** Runs a plan without windows, as `jmeter -n -t PLAN -l RESULTS` does. Each result is a row of the file. */
export const runPlanWithJMeter = (plan: string, results: string, ...args: string[]): Promise<ToolRun> =>
  runBeanShell('run-plan.bsh', { args: ['-n', '-t', plan, '-l', results, '-j', `${results}.log`, ...args] })

/** Returns the lines with a label that a script prints. */
async function readLines(script: string, label: string, env: Record<string, string>): Promise<string[]> {
  const { output } = await runBeanShell(script, { env })
  const lines = output.split('\n').filter(line => line.startsWith(`${label}: `))
  if (lines.length === 0) throw new Error(output)
  return lines.map(line => line.slice(label.length + 2))
}

/** Returns the cookies that JMeter's Cookie Manager sends after it has read a file; `null` for none. */
export async function readCookiesWithJMeter(file: string, url: string): Promise<string> {
  const [cookies = ''] = await readLines('read-cookies.bsh', 'cookies', { FILE: file, URL: url })
  return cookies
}

/** Returns the cells of a CSV file as JMeter reads them. */
export const readCellsWithJMeter = (file: string): Promise<string[]> =>
  readLines('read-rows.bsh', 'cell', { FILE: file })
