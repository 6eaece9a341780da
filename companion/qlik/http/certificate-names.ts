/** Whom the server's certificate is for, as Node hangs it on its error; undefined when there is none. */
export function readCertificateNames(error: unknown): string | undefined {
  const certificate = readProperty(error, 'cert')
  const names =
    readProperty(certificate, 'subjectaltname') ?? readProperty(readProperty(certificate, 'subject'), 'CN')
  return typeof names === 'string' && names !== '' ? names.replaceAll(/(DNS|IP Address):/g, '') : undefined
}

const readProperty = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
