import { cleanText } from './text.ts'

/**
 * Cleans every text that this process writes to its standard streams, so that no text of a server,
 * a file or an argument controls the terminal. Bytes pass unchanged: frames, and control sequences
 * of our own. Does not open a stream before its first use, which would delay the first answer.
 */
export function guardStandardStreams(): void {
  for (const name of ['stdout', 'stderr'] as const) guardStream(name)
}

function guardStream(name: 'stdout' | 'stderr'): void {
  const descriptor = Object.getOwnPropertyDescriptor(process, name)
  const open = descriptor?.get
  if (open === undefined) return
  let stream: NodeJS.WriteStream | undefined
  const get = (): NodeJS.WriteStream => {
    stream ??= prepareStream(name, open.call(process))
    return stream
  }
  Object.defineProperty(process, name, { ...descriptor, get })
}

function prepareStream(name: 'stdout' | 'stderr', stream: NodeJS.WriteStream): NodeJS.WriteStream {
  // A warning that nobody can read must not end the process.
  if (name === 'stderr') stream.on('error', () => {})
  return cleanWrites(stream)
}

function cleanWrites(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  const write = stream.write.bind(stream)
  // The overloads of `write` differ only in the arguments after the first.
  stream.write = (chunk: string | Uint8Array, ...rest: never[]) =>
    write(typeof chunk === 'string' ? cleanText(chunk) : chunk, ...rest)
  return stream
}
