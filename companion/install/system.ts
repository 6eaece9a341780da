/** What installing works on. Tests give one on which Windows can be installed anywhere. */
export interface System {
  fileSystem: FileSystem
  registry: Registry
}

export interface FileSystem {
  /** Undefined when there is nothing to read. */
  read(path: string): Promise<Buffer | undefined>
  exists(path: string): Promise<boolean>
  /** Names in a folder; none when there is no such folder. */
  list(folder: string): Promise<string[]>
  /** Throws FILE_NOT_WRITTEN. */
  write(path: string, content: string | Buffer, mode: number): Promise<void>
  /** Gives the topmost folder that it made. Throws FILE_NOT_WRITTEN. */
  makeFolder(path: string): Promise<string | undefined>
  /** Throws FILE_NOT_WRITTEN. */
  remove(path: string): Promise<void>
  /** Removes a folder unless something is in it; says whether it did. */
  removeIfEmpty(folder: string): Promise<boolean>
}

export interface Registry {
  /** Undefined when there is no such key. Throws FILE_NOT_WRITTEN when the registry cannot be asked. */
  read(key: string): Promise<RegistryKey | undefined>
  /** Sets the default value of a key, or removes the key with what is in it. Throws FILE_NOT_WRITTEN. */
  write(key: string, value: string | undefined): Promise<void>
}

/** Numbers as decimal digits; the default value is that of the name ''. */
export type RegistryValues = Readonly<Record<string, string>>

export interface RegistryKey {
  values: RegistryValues
  /** The keys below it, at any depth, with their names from here on. */
  subkeys: Readonly<Record<string, RegistryValues>>
}
