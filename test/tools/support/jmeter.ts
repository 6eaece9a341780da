import { fileURLToPath } from 'node:url'
import { runTool } from './tools.ts'

const classPath = ['/usr/share/jmeter/lib/*', '/usr/share/jmeter/lib/ext/*', '/usr/share/java/*'].join(':')

/**
 * Returns the cookies that JMeter's Cookie Manager sends to an address after it has read a file; `null` for none.
 * Debian's JMeter refuses every plan, because its XStream is too new, but its classes work.
 */
export async function readCookiesWithJMeter(file: string, url: string): Promise<string> {
  const script = fileURLToPath(new URL('read-cookies.bsh', import.meta.url))
  const { output } = await runTool('java', ['-cp', classPath, 'bsh.Interpreter', script], {
    env: { FILE: file, URL: url },
  })
  const [, cookies] = /^cookies: (.*)$/m.exec(output) ?? []
  if (cookies === undefined) throw new Error(output)
  return cookies
}
