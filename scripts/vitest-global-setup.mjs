import { ensureBuilt } from './build.mjs'

/**
 * Runs once before the tests of a project, so that they never try yesterday's build.
 * @param {import('vitest/node').TestProject} project
 */
export const setup = ({ name }) => ensureBuilt(name === 'browser' ? ['chrome', 'companion'] : ['companion'])
