import type { SessionItem } from '../browser/storage.ts'

interface UpdateInstallerDeps {
  /** Remembers a waiting update until the extension restarts. */
  updateItem: SessionItem
  /** Restarts the extension, which installs the update and forgets what the browser session holds. */
  reload(): void
  /** Returns whether a page is open, or a run or an action is in progress. */
  isBusy(): boolean
  /** Returns whether the tester could still undo something that a restart forgets. */
  canUndo(): Promise<boolean>
}

/** Installs an update of the extension while nobody needs it. */
export interface UpdateInstaller {
  /** Notes that the browser holds back an update, and installs it when nothing is lost by it. */
  noteAvailable(): Promise<void>
  /** Installs the update that waits, if there is one. Call it when a run ends or a page closes. */
  installIfIdle(): Promise<void>
}

/**
 * Creates the installer. Firefox waits for it, even for days, once a listener is registered.
 * Chromium does not, and replaces an idle worker by itself. Both install the update at their next
 * start (docs/facts/browsers-and-node.md §6.4).
 */
export function createUpdateInstaller(deps: UpdateInstallerDeps): UpdateInstaller {
  const { updateItem, reload, isBusy, canUndo } = deps
  const installIfIdle = async (): Promise<void> => {
    if (isBusy() || (await updateItem.load()) !== true) return
    // A page may have opened while the storage was read.
    if (!(await canUndo()) && !isBusy()) reload()
  }
  return {
    async noteAvailable() {
      await updateItem.save(true)
      await installIfIdle()
    },
    installIfIdle,
  }
}
