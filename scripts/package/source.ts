import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fromRoot, root } from '../setup/root.mjs'
import type { Entry } from './entries.ts'

/** Returns the files of the commit, from which reviewers build the add-on. Needs a clone. */
export const readSource = (): Entry[] =>
  execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter(path => path !== '')
    .map(path => ({ path, content: readFileSync(fromRoot(path)) }))
