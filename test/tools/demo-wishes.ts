import { parseArgs } from 'node:util'
import type { Attribute } from '#protocol/identity'

export interface DemoWishes {
  prefix: string
  directory: string
  userId: string
  attributes: Attribute[]
  headless: boolean
}

/** `--prefix sales --user 'DOMAIN\User2' --attribute group=HR --headless`; throws with a sentence for anything else. */
export function parseWishes(args: string[], canShow = hasDisplay()): DemoWishes {
  const { values } = parseArgs({
    args,
    options: {
      prefix: { type: 'string', default: '' },
      user: { type: 'string', default: 'DOMAIN\\User1' },
      attribute: { type: 'string', multiple: true, default: [] },
      headless: { type: 'boolean', default: false },
    },
  })
  const [directory, userId] = splitAt('\\', values.user, "--user 'DOMAIN\\User1'")
  const attributes = values.attribute
    .map(text => splitAt('=', text, '--attribute group=HR'))
    .map(([name, value]) => ({ name, value }))
  return { prefix: values.prefix, directory, userId, attributes, headless: values.headless || !canShow }
}

function splitAt(mark: string, text: string, example: string): [before: string, after: string] {
  const [before = '', ...after] = text.split(mark)
  if (after.length === 0) throw new Error(`"${text}" has no ${mark} in it, as in ${example}.`)
  return [before, after.join(mark)]
}

const hasDisplay = (): boolean =>
  process.platform === 'win32' ||
  process.platform === 'darwin' ||
  Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
