import type { Colorize, TextStyle } from '../../doctor/format-report.ts'

const colors = {
  passed: 'green',
  warned: 'yellow',
  failed: 'red',
  skipped: 'gray',
  strong: 'bold',
  faint: 'gray',
} as const satisfies Record<TextStyle, string>

/**
 * Returns a function that colors text if the stream is a color terminal and NO_COLOR is not set.
 */
export async function createColorizer(stream: NodeJS.WriteStream): Promise<Colorize> {
  if (!stream.isTTY || process.env.NO_COLOR || !stream.hasColors()) return (_, text) => text
  const { styleText } = await import('node:util')
  return (style, text) => (text === '' ? text : styleText(colors[style], text))
}
