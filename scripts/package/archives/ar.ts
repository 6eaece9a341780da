import type { Entry } from '../entries.ts'

/**
 * Returns an ar archive in the given order, the outer format of a Debian package
 * (https://manpages.debian.org/deb.5). Own code: the header has one line.
 */
export function createAr(members: readonly Entry[], time: Date): Uint8Array {
  const parts = members.flatMap(({ path, content }) => [
    Buffer.from(createHeader(path, content.length, time)),
    content,
    Buffer.from(content.length % 2 === 0 ? '' : '\n'),
  ])
  return Buffer.concat([Buffer.from('!<arch>\n'), ...parts])
}

const createHeader = (name: string, size: number, time: Date): string =>
  [
    name.padEnd(16),
    `${Math.floor(time.getTime() / 1000)}`.padEnd(12),
    '0'.padEnd(6),
    '0'.padEnd(6),
    '100644'.padEnd(8),
    `${size}`.padEnd(10),
    '`\n',
  ].join('')
