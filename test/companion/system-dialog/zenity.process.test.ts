import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it, type TestContext } from 'vitest'
import { createZenityDialog } from '../../../companion/system-dialog/programs/zenity.ts'
import type { SystemDialog } from '../../../companion/system-dialog/system-dialog.ts'
import { AsyncDisposableStack } from '../../support/disposable-stack.ts'
import { createFakeZenity } from '../../support/fake-zenity.ts'
import { pressKeys, typeKeys } from '../../support/keyboard.ts'
import { headedSkipReason, shouldSkip } from '../../support/skip-reasons.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'
import { openVirtualDisplay } from '../../support/virtual-display.ts'

/** A dialog and a person who uses it. */
interface DialogSubject extends AsyncDisposable {
  dialog: SystemDialog
  /** Does something in the next dialog. */
  person: {
    pressMain(): Promise<void>
    pressLastExtra(): Promise<void>
    close(): Promise<void>
    type(text: string): Promise<void>
  }
}

const title = 'Hubpass: contract'
const labels = { main: 'Main', extra: 'Extra' }

const subjects: Record<string, (context: Pick<TestContext, 'skip'>) => Promise<DialogSubject>> = {
  'the fake zenity': async () => {
    const folder = await createTemporaryHome()
    const { program, answer } = await createFakeZenity(folder.path)
    return {
      dialog: createZenityDialog(program),
      person: {
        pressMain: () => answer({ press: labels.main }),
        pressLastExtra: () => answer({ press: labels.extra }),
        close: () => answer('close'),
        type: text => answer({ type: text }),
      },
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    }
  },
  'the real zenity': async ({ skip }) => {
    const reason = headedSkipReason() ?? findMissingZenity()
    skip(shouldSkip(reason), reason)
    const resources = new AsyncDisposableStack()
    const display = resources.use(await openVirtualDisplay()).name
    const inDialog = async (act: () => Promise<void>) => {
      await focusWindow(display)
      await act()
    }
    return {
      dialog: onDisplay(createZenityDialog('zenity'), display),
      person: {
        // Cancel has the focus, between the other buttons.
        pressMain: () => inDialog(() => pressKeys(display, 'Right', 'Return')),
        pressLastExtra: () => inDialog(() => pressKeys(display, 'Left', 'Return')),
        close: () => inDialog(() => pressKeys(display, 'Escape')),
        type: text =>
          inDialog(async () => {
            await pressKeys(display, 'ctrl+a')
            await typeKeys(display, text)
            await pressKeys(display, 'Return')
          }),
      },
      [Symbol.asyncDispose]: () => resources[Symbol.asyncDispose](),
    }
  },
}

const findMissingZenity = (): string | undefined =>
  spawnSync('zenity', ['--version']).error === undefined ? undefined : 'not found: zenity'

/** Dialogs inherit the variables of this process. */
function onDisplay(dialog: SystemDialog, display: string): SystemDialog {
  const withDisplay = <T>(show: () => Promise<T>): Promise<T> => {
    const before = process.env.DISPLAY
    process.env.DISPLAY = display
    try {
      return show()
    } finally {
      if (before === undefined) delete process.env.DISPLAY
      else process.env.DISPLAY = before
    }
  }
  return {
    choose: (...args) => withDisplay(() => dialog.choose(...args)),
    askText: (...args) => withDisplay(() => dialog.askText(...args)),
    askPath: (...args) => withDisplay(() => dialog.askPath(...args)),
  }
}

/** Gives the window of the dialog the focus of the keyboard, once it is visible. */
const focusWindow = (display: string): Promise<void> =>
  promisify(execFile)(
    'xdotool',
    ['search', '--sync', '--onlyvisible', '--name', '^Hubpass: contract$', 'windowfocus', '--sync'],
    { env: { ...process.env, DISPLAY: display } },
  ).then(() => undefined)

const question = {
  title,
  text: 'Plain <b>text</b>',
  options: [
    { id: 'main', label: labels.main },
    { id: 'extra', label: labels.extra },
  ],
  cancel: 'Cancel',
} as const
const entry = { title, text: 'Text', value: 'before', isSecret: false, ok: 'OK', cancel: 'Cancel' }
const { signal } = new AbortController()

describe.each(Object.entries(subjects))('%s', (name, open) => {
  // The fake answers from a file that must exist before; the real one must be open before a key is pressed.
  const during = <T>(act: () => Promise<void>, show: () => Promise<T>): Promise<T> =>
    name === 'the fake zenity' ? act().then(show) : Promise.all([show(), act()]).then(([answer]) => answer)

  it('returns the main option', async context => {
    await using subject = await open(context)
    const { dialog, person } = subject
    expect(await during(person.pressMain, () => dialog.choose(question, signal))).toBe('main')
  })

  it('returns another option', async context => {
    await using subject = await open(context)
    const { dialog, person } = subject
    expect(await during(person.pressLastExtra, () => dialog.choose(question, signal))).toBe('extra')
  })

  it('returns nothing for a closed dialog', async context => {
    await using subject = await open(context)
    const { dialog, person } = subject
    expect(await during(person.close, () => dialog.choose(question, signal))).toBeUndefined()
    expect(await during(person.close, () => dialog.askText(entry, signal))).toBeUndefined()
  })

  it.for([false, true])('returns a typed text as it is (secret: %s)', async (isSecret, context) => {
    await using subject = await open(context)
    const { dialog, person } = subject
    const typed = 'a_b c\\n <i>'
    const show = () => dialog.askText({ ...entry, isSecret, value: isSecret ? '' : entry.value }, signal)
    expect(await during(() => person.type(typed), show)).toBe(typed)
  })

  it('closes when its signal is aborted', async context => {
    await using subject = await open(context)
    const controller = new AbortController()
    const shown = subject.dialog.choose(question, controller.signal)
    controller.abort()
    await expect(shown).rejects.toThrow('abort')
  })
})
