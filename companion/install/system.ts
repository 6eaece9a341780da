/**
 * The file system and registry that an installation changes. Tests pass one that simulates any
 * platform.
 */
export interface System {
  fileSystem: FileSystem
  registry: Registry
}

export interface FileSystem {
  /** Returns undefined if the file cannot be read. */
  read(path: string): Promise<Buffer | undefined>
  exists(path: string): Promise<boolean>
  /** Returns the names in a folder, or none if the folder does not exist. */
  list(folder: string): Promise<string[]>
  /** Throws FILE_NOT_WRITTEN. */
  write(path: string, content: string | Buffer, mode: number): Promise<void>
  /**
   * Makes a folder the same as another: its files, and no others. Throws FILE_NOT_WRITTEN.
   */
  copyFolder(from: string, to: string): Promise<void>
  /** Returns the topmost folder that it created. Throws FILE_NOT_WRITTEN. */
  makeFolder(path: string): Promise<string | undefined>
  /** Throws FILE_NOT_WRITTEN. */
  remove(path: string): Promise<void>
  /** Removes a folder with its content. Throws FILE_NOT_WRITTEN. */
  removeFolder(folder: string): Promise<void>
  /** Removes a folder if it is empty. Returns whether it did. */
  removeIfEmpty(folder: string): Promise<boolean>
}

export interface Registry {
  /**
   * Returns undefined if the key does not exist. Throws FILE_NOT_WRITTEN if the registry cannot be
   * read.
   */
  read(key: string): Promise<RegistryKey | undefined>
  /**
   * Sets the default value of a key, or removes the key with its content. Throws FILE_NOT_WRITTEN.
   */
  write(key: string, value: string | undefined): Promise<void>
}

/** Numbers are decimal digits. The default value has the name ''. */
export type RegistryValues = Readonly<Record<string, string>>

export interface RegistryKey {
  values: RegistryValues
  /** The keys below it at any depth, by relative name. */
  subkeys: Readonly<Record<string, RegistryValues>>
}
