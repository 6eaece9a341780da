/** Whom the server's certificate is for, as Node hangs it on its error; undefined when there is none. */
export function certificateNames(error: unknown): string | undefined {
  const certificate = property(error, 'cert')
  const names = property(certificate, 'subjectaltname') ?? property(property(certificate, 'subject'), 'CN')
  return typeof names === 'string' && names !== '' ? names.replaceAll(/(DNS|IP Address):/g, '') : undefined
}

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
