import { createHash } from 'node:crypto'
import { type FSWatcher, watch } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { abortable } from './abort.ts'
import { longListLimit, readRegularFile } from './read-file.ts'

/** Editors and programs write a file in several steps. */
const calmMs = 100

/** Watches files through their folders, because editors save by replacing a file. */
export class WatchedFiles implements Disposable {
  readonly #watchers = new Map<string, FSWatcher>()
  /** The hash of each file as it was last remembered. */
  #files = new Map<string, string>()
  #wake = createEvent()

  /**
   * Watches these files and no others. Remembers what the new ones contain now. Throws what the system throws
   * for a folder that does not exist.
   */
  async watch(paths: readonly string[]): Promise<void> {
    const files = paths.map(path => resolve(path))
    const folders = new Set(files.map(path => dirname(path)))
    for (const [folder, watcher] of this.#watchers) if (!folders.has(folder)) this.#forget(folder, watcher)
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#watchFolder(folder)
    const hashes = files.map(async path => [path, this.#files.get(path) ?? (await hashFile(path))] as const)
    this.#files = new Map(await Promise.all(hashes))
  }

  /** Remembers what the files contain now. Later changes count, also those before `waitForChange`. */
  async remember(): Promise<void> {
    for (const path of this.#files.keys()) this.#files.set(path, await hashFile(path))
  }

  /** Resolves as soon as a file contains something else, and rejects with the reason of the signal. */
  async waitForChange(signal: AbortSignal): Promise<void> {
    while (!(await this.#hasChanged())) {
      await abortable(this.#wake.promise, signal)
      await abortable(setTimeout(calmMs), signal)
      this.#wake = createEvent()
    }
  }

  [Symbol.dispose](): void {
    for (const [folder, watcher] of this.#watchers) this.#forget(folder, watcher)
  }

  #watchFolder(folder: string): void {
    const watcher = watch(folder, (_, name) => {
      if (name === null || this.#files.has(join(folder, name))) this.#wake.resolve()
    })
    // A folder that was removed. Its files are gone, and the plan says so.
    watcher.on('error', () => {
      this.#forget(folder, watcher)
      this.#wake.resolve()
    })
    this.#watchers.set(folder, watcher)
  }

  #forget(folder: string, watcher: FSWatcher): void {
    watcher.close()
    this.#watchers.delete(folder)
  }

  async #hasChanged(): Promise<boolean> {
    for (const [path, hash] of this.#files) if ((await hashFile(path)) !== hash) return true
    return false
  }
}

/** A file that cannot be read has no content. */
const hashFile = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readRegularFile(path, longListLimit).catch(() => ''))
    .digest('hex')

function createEvent() {
  let resolve = () => {}
  const promise = new Promise<void>(done => {
    resolve = done
  })
  return { promise, resolve: () => resolve() }
}
