export interface FolderTree {
  /** '' for the root. */
  path: string
  files: string[]
  folders: FolderTree[]
}

/** Returns the folders of sorted relative paths, each with its own files. */
export function createFolderTree(paths: readonly string[], path = ''): FolderTree {
  const start = path === '' ? 0 : path.length + 1
  const hasFolder = (file: string) => file.includes('/', start)
  const names = new Set(paths.filter(hasFolder).map(file => file.slice(0, file.indexOf('/', start))))
  return {
    path,
    files: paths.filter(file => !hasFolder(file)),
    folders: [...names].map(name =>
      createFolderTree(
        paths.filter(file => file.startsWith(`${name}/`)),
        name,
      ),
    ),
  }
}
