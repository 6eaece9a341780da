export interface SizedFile {
  name: string
  bytes: number
}

/** Returns a table with the size of each artifact. */
export function formatSizes(files: readonly SizedFile[]): string {
  const width = Math.max(...files.map(({ name }) => name.length))
  return files.map(({ name, bytes }) => `${name.padEnd(width)}  ${formatBytes(bytes).padStart(9)}`).join('\n')
}

const formatBytes = (bytes: number): string =>
  bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
