import { homedir } from 'node:os'
import { basename } from 'node:path/posix'
import { expect, it } from 'vitest'
import { root } from '../scripts/setup/root.mjs'
import {
  findImportCircles,
  findMatches,
  listExports,
  listIdentifiers,
  listImports,
  listSources,
  listViolations,
  readCode,
  readRepositoryFile,
  repositoryFiles,
  splitWords,
} from './support/repository.ts'

/** Rules that the compiler cannot check: which part may import what, and which names and patterns are not allowed. */

const isBrowserPort = (file: string): boolean =>
  file.startsWith('src/background/browser/') || /^src\/[^/]+\/[\w-]+-client\.ts$/.test(file)

it('only browser ports and page clients use browser APIs', () => {
  const others = listSources('src', 'companion').filter(file => !isBrowserPort(file))
  expect(
    listViolations(others, file => listImports(file).filter(name => name === 'webextension-polyfill')),
  ).toEqual([])
  expect(listViolations(others, file => findMatches(readCode(file), /\bchrome\.(?!exe\b)\w+/g))).toEqual([])
})

it('src/messages imports only itself and valibot', () => {
  const isKnown = (name: string) => name.startsWith('src/messages/') || name === 'valibot'
  expect(
    listViolations(listSources('src/messages'), file => listImports(file).filter(name => !isKnown(name))),
  ).toEqual([])
})

it('src/protocol imports only itself, the messages and valibot', () => {
  const isKnown = (name: string) => /^(src\/protocol\/|#messages\/)/.test(name) || name === 'valibot'
  expect(
    listViolations(listSources('src/protocol'), file => listImports(file).filter(name => !isKnown(name))),
  ).toEqual([])
})

it('src/shared imports only itself, the protocol, the messages and valibot', () => {
  const isKnown = (name: string) => /^(src\/shared\/|#(protocol|messages)\/)/.test(name) || name === 'valibot'
  expect(
    listViolations(listSources('src/shared'), file => listImports(file).filter(name => !isKnown(name))),
  ).toEqual([])
})

it('the companion imports only the protocol and the messages from src', () => {
  const isForeign = (name: string) => /^(src\/|test\/|#shared\/)/.test(name)
  expect(listViolations(listSources('companion'), file => listImports(file).filter(isForeign))).toEqual([])
})

it('only the command line and the entry points of the companion import from companion/cli', () => {
  const others = listSources('companion').filter(file => !/^companion\/(cli\/|(login-)?main\.ts$)/.test(file))
  expect(
    listViolations(others, file => listImports(file).filter(name => name.startsWith('companion/cli/'))),
  ).toEqual([])
})

it('the extension imports nothing from the companion, and no page imports another', () => {
  const isForeign = (file: string) => (name: string) =>
    /^(companion|test)\//.test(name) || name.startsWith('node:') || partOf(name) !== partOf(file)
  const partOf = (path: string) => /^src\/(background|popup|options|welcome|ui)\//.exec(path)?.[1]
  const isOwn = (name: string) => /^src\//.test(name) || /^(companion|test)\/|^node:/.test(name)
  expect(
    listViolations(listSources('src/background', 'src/ui', 'src/popup', 'src/options', 'src/welcome'), file =>
      listImports(file).filter(isOwn).filter(isForeign(file)),
    ),
  ).toEqual([])
})

it('every export is used by another file', () => {
  const files = listSources('src', 'companion', 'scripts', 'test')
  const wordsOf = new Map(files.map(file => [file, new Set(findMatches(readCode(file), /[\w$]+/g))]))
  const isUsed = (name: string, by: string) =>
    files.some(file => file !== by && wordsOf.get(file)?.has(name) === true)
  const unused = (file: string) => listExports(file).filter(name => !isUsed(name, file))
  expect(listViolations(listSources('src', 'companion'), unused)).toEqual([])
})

it('no import forms a circle', () => {
  expect(findImportCircles(listSources('src', 'companion', 'scripts', 'test'))).toEqual([])
})

const self = 'test/architecture.test.ts'
const sources = listSources('src', 'companion', 'scripts', 'test').filter(file => file !== self)

it('no source suppresses the compiler, uses any, or leaves a focused test', () => {
  const silenced = /@ts-(ignore|nocheck|expect-error)|eslint-disable/g
  expect(listViolations(sources, file => findMatches(readRepositoryFile(file), silenced))).toEqual([])
  const careless = /\bas any\b|: any\b|<any\b|\bany\[\]|\b(?:it|test|describe)(?:\.\w+)*\.only\b/g
  expect(listViolations(sources, file => findMatches(readCode(file), careless))).toEqual([])
})

it('no test sleeps', () => {
  const sleeps = /waitForTimeout|timers\/promises|setTimeout\(\s*(?:resolve|done|r)\b/g
  // The double is slow on purpose, and poll-until.ts is the only place that polls.
  const tests = sources.filter(
    file => /^test\/(?!doubles\/)/.test(file) && basename(file) !== 'poll-until.ts',
  )
  expect(listViolations(tests, file => findMatches(readCode(file), sleeps))).toEqual([])
})

it('no file contains a local folder or a package registry', () => {
  const texts = repositoryFiles.filter(file => !/\.(png|ico|woff2)$/.test(file) && file !== self)
  const ofThisMachine = [root, homedir()].filter(path => path.length > 1).map(path => `${path}/`)
  expect(
    listViolations(texts, file => ofThisMachine.filter(path => readRepositoryFile(file).includes(path))),
  ).toEqual([])
  const registries = /https?:\/\/[^\s"']*registry[^\s"']*|"resolved": "http[^"]*|_authToken/g
  expect(listViolations(texts, file => findMatches(readRepositoryFile(file), registries))).toEqual([])
})

/** Words that the glossary in CONTRIBUTING.md has replaced. */
const oldWords = new Set(
  (
    'aside around belongings beside course deed deeds door doors excuse gallery ground happening ' +
    'happenings kin lasting meant mend mended mending mends patient scene scenes sight surroundings ' +
    'told trouble troubles twin twins undone whom whose wish wishes'
  ).split(' '),
)

/** Names with an old word that cannot change, each with its reason. */
const allowedNames = new Set([
  'DEED_INTERRUPTED', // a finding code
  'beside', // a field of stored runs and of reports
  'meant', // a field of stored runs and of reports
  'twin', // a cause in stored runs and in reports
])

it('no file name and no identifier contains a word of the old vocabulary', () => {
  const isOld = (name: string): boolean =>
    !allowedNames.has(name) && splitWords(name).some(word => oldWords.has(word))
  const files = listSources('src', 'companion', 'scripts', 'test', 'build')
  expect(files.filter(isOld)).toEqual([])
  expect(listViolations(files, file => listIdentifiers(file).filter(isOld))).toEqual([])
})

it('only isolated test files replace modules, because the other files share theirs', () => {
  const tests = repositoryFiles.filter(file => /^test\/.*\.test\.tsx?$/.test(file))
  const shared = tests.filter(
    file => !file.includes('.isolated.test.') && file !== 'test/architecture.test.ts',
  )
  const replaced = (file: string) => findMatches(readCode(file), /\bvi\.(?:doMock|mock|resetModules)\(/g)
  expect(listViolations(shared, replaced)).toEqual([])
})
