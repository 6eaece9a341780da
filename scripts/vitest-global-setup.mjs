import { ensureBuilt } from './build.mjs'

/**
 * Builds what the tests of a project need. Runs once before them.
 * @param {import('vitest/node').TestProject} project
 */
export const setup = ({ name }) =>
  ensureBuilt(name === 'browser' ? ['chrome', 'firefox', 'companion'] : ['companion'])
