import { parseArgs } from 'node:util'

/**
 * @typedef {object} DemoOptions
 * @property {string} prefix
 * @property {string} directory
 * @property {string} userId
 * @property {import('#protocol/identity').Attribute[]} attributes
 * @property {boolean} headless
 */

/**
 * Parses `--prefix sales --user "DOMAIN\User2" --attribute group=HR --headless`. Throws a message
 * for anything else.
 * @param {string[]} args
 * @returns {DemoOptions}
 */
export function parseDemoOptions(args, canShow = hasDisplay()) {
  const { values } = parseArgs({
    args,
    options: {
      prefix: { type: 'string', default: '' },
      user: { type: 'string', default: 'DOMAIN\\User1' },
      attribute: { type: 'string', multiple: true, default: [] },
      headless: { type: 'boolean', default: false },
    },
  })
  const [directory, userId] = splitAt('\\', values.user, '--user "DOMAIN\\User1"')
  const attributes = values.attribute
    .map(text => splitAt('=', text, '--attribute group=HR'))
    .map(([name, value]) => ({ name, value }))
  return { prefix: values.prefix, directory, userId, attributes, headless: values.headless || !canShow }
}

/**
 * @param {string} separator
 * @param {string} text
 * @param {string} example
 * @returns {[before: string, after: string]}
 */
function splitAt(separator, text, example) {
  const [before = '', ...after] = text.split(separator)
  if (after.length === 0) throw new Error(`"${text}" must contain ${separator}, as in ${example}.`)
  return [before, after.join(separator)]
}

const hasDisplay = () =>
  process.platform === 'win32' ||
  process.platform === 'darwin' ||
  Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
