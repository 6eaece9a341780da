import { findingOf } from '#protocol/findings/to-finding'
import { nodeVariables } from '../../install/node-variables.ts'
import type { Check } from '../check.ts'

/**
 * Names the variables of this shell that change Node.js. The launcher clears them, but nothing does
 * so for the command line.
 */
export const environmentCheck: Check = {
  id: 'environment',
  title: 'Environment',
  run: () => {
    const variables = nodeVariables.filter(name => process.env[name])
    return variables.length === 0
      ? { note: 'no variable of this shell changes Node.js' }
      : { warnings: [findingOf('NODE_VARIABLES_SET', { variables })] }
  },
}
