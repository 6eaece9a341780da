/** A question with buttons. */
export interface Choice<Id extends string> {
  title: string
  text: string
  /** The first one is the main button. */
  options: readonly Option<Id>[]
  cancel: string
}

export interface Option<Id extends string> {
  id: Id
  label: string
}

/** A question with one line to fill in. */
export interface Entry {
  title: string
  text: string
  /** The line to begin with; empty for a secret. */
  value: string
  isSecret: boolean
  ok: string
  cancel: string
}

/** A question for an existing folder or file. */
export interface PathQuestion {
  title: string
  kind: 'folder' | 'file'
}

/**
 * Asks the person at this machine, outside the browser. Each function resolves with undefined if the
 * person closes the dialog. It rejects if no dialog could be shown, and closes the dialog and rejects
 * once the signal is aborted. Texts are plain: no implementation may read markup in them.
 */
export interface SystemDialog {
  choose<Id extends string>(choice: Choice<Id>, signal: AbortSignal): Promise<Id | undefined>
  askText(entry: Entry, signal: AbortSignal): Promise<string | undefined>
  askPath(question: PathQuestion, signal: AbortSignal): Promise<string | undefined>
}
