import { gzipSync } from 'fflate'
import { type Entry, modeOf, sortEntries } from '../entries.ts'

const blockSize = 512

/**
 * Returns a tar archive in the format ustar (POSIX.1-1988), which every tar and dpkg read. Everything belongs
 * to root. Own code, because npm's `tar` packs files of a disk with their modes.
 */
export function createTar(entries: readonly Entry[], time: Date): Uint8Array {
  const folders = listFolders(entries).map(path =>
    createHeader({ path: `${path}/`, size: 0, mode: 0o755, time }),
  )
  const files = sortEntries(entries).flatMap(entry => [
    createHeader({ path: entry.path, size: entry.content.length, mode: modeOf(entry), time }),
    entry.content,
    Buffer.alloc(-entry.content.length & (blockSize - 1)),
  ])
  return Buffer.concat([...folders, ...files, Buffer.alloc(2 * blockSize)])
}

/** Returns a gzipped tar archive without a time or a name in the header of gzip. */
export const createTarGz = (entries: readonly Entry[], time: Date): Uint8Array =>
  gzipSync(createTar(entries, time), { level: 6, mtime: 0 })

/** Returns every folder of the entries, parents first. */
function listFolders(entries: readonly Entry[]): string[] {
  const folders = entries.flatMap(({ path }) => {
    const parts = path
      .split('/')
      .slice(0, -1)
      .filter(part => part !== '.')
    return parts.map(
      (_, index) => `${path.startsWith('./') ? './' : ''}${parts.slice(0, index + 1).join('/')}`,
    )
  })
  return [...new Set(folders)].sort()
}

interface Header {
  path: string
  size: number
  mode: number
  time: Date
}

function createHeader({ path, size, mode, time }: Header): Uint8Array {
  if (Buffer.byteLength(path) > 100) throw new Error(`The path is too long for a tar header: ${path}`)
  const header = Buffer.alloc(blockSize)
  header.write(path, 0)
  header.write(toOctal(mode, 7), 100)
  header.write(toOctal(0, 7), 108)
  header.write(toOctal(0, 7), 116)
  header.write(toOctal(size, 11), 124)
  header.write(toOctal(Math.floor(time.getTime() / 1000), 11), 136)
  header.write(' '.repeat(8), 148)
  header.write(path.endsWith('/') ? '5' : '0', 156)
  header.write('ustar\x0000', 257)
  header.write('root', 265)
  header.write('root', 297)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${toOctal(sum, 6)}\0 `, 148)
  return header
}

const toOctal = (number: number, digits: number): string => number.toString(8).padStart(digits, '0')
