import type { Paint, Tone } from '../doctor/describe-report.ts'

const colours = {
  passed: 'green',
  warned: 'yellow',
  failed: 'red',
  skipped: 'gray',
  strong: 'bold',
  faint: 'gray',
} as const satisfies Record<Tone, string>

/** Colours on a terminal that has them, unless NO_COLOR is set. */
export async function painter(stream: NodeJS.WriteStream): Promise<Paint> {
  if (!stream.isTTY || process.env.NO_COLOR || !stream.hasColors()) return (_, text) => text
  const { styleText } = await import('node:util')
  return (tone, text) => (text === '' ? text : styleText(colours[tone], text))
}
