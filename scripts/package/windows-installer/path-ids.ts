import { createHash } from 'node:crypto'

/** Returns the id of a folder, '' for the one that contains everything. */
export const getFolderId = (path: string): string => (path === '' ? 'INSTALLFOLDER' : `folder.${hash(path)}`)

/** Returns the id of a file. */
export const getFileId = (path: string): string => `file.${hash(path)}`

/** Returns the id of the component of a file. */
export const getComponentId = (path: string): string => `component.${hash(path)}`

/** Identifiers of the installer allow few characters. */
const hash = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 20)
