import { expect, it } from 'vitest'
import { listViolations, readRepositoryFile, repositoryFiles } from '../support/repository.ts'

/** What can be checked of the forge's files without a forge. `commands.test.ts` checks their commands. */

const workflows = repositoryFiles.filter(file => /^\.github\/workflows\/[\w-]+\.yml$/.test(file))
const texts = workflows.map(readRepositoryFile)

/** Every `uses:` with what follows it. */
const listUses = (file: string): string[] =>
  [...readRepositoryFile(file).matchAll(/^ +(?:- )?uses: (.*)$/gm)].map(([, used = '']) => used)

it('every action is pinned by its commit and names its version', () => {
  expect(workflows.flatMap(listUses).length).toBeGreaterThan(5)
  const isPinned = (used: string) => /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used)
  const isOwn = (used: string) => repositoryFiles.includes(used.replace('./', ''))
  expect(
    listViolations(workflows, file => listUses(file).filter(used => !isPinned(used) && !isOwn(used))),
  ).toEqual([])
})

it('an action has the same commit in every workflow', () => {
  const pins = new Set(workflows.flatMap(listUses).filter(used => used.includes('@')))
  const actions = new Set([...pins].map(pin => pin.split('@')[0]))
  expect(pins.size).toBe(actions.size)
})

it('a workflow may only read, apart from the job that drafts a release', () => {
  expect(texts.every(text => /^permissions:\n {2}contents: read\n\n/m.test(text))).toBe(true)
  expect(listViolations(workflows, file => readRepositoryFile(file).match(/[\w-]+: write/g) ?? [])).toEqual(
    ['contents', 'id-token', 'attestations'].map(scope => `.github/workflows/release.yml: ${scope}: write`),
  )
})

it('no command of a workflow contains text that others write', () => {
  const unsafe = /run:.*\$\{\{.*/g
  expect(listViolations(workflows, file => readRepositoryFile(file).match(unsafe) ?? [])).toEqual([])
})

it('the template for problems asks for the output of the doctor, and for no secret', () => {
  const template = readRepositoryFile('.github/ISSUE_TEMPLATE/problem.yml')
  expect(template).toContain('hubpass doctor --json')
  expect(template).toContain('Never paste a certificate, a key, a passphrase or a session id.')
})

it('the workflow in the documentation has the actions of our own workflows', () => {
  const pins = new Set(workflows.flatMap(listUses))
  const used = listUses('docs/check/ci.md')
  expect(used.length).toBeGreaterThan(2)
  expect(used.filter(action => !pins.has(action))).toEqual([])
})
