import { homedir } from 'node:os'
import { basename } from 'node:path/posix'
import { expect, it } from 'vitest'
import {
  codeOf,
  files,
  importsOf,
  matchesIn,
  namesExportedBy,
  offences,
  read,
  sourcesBelow,
} from './repository.ts'
import { root } from './tools/setup/root.mjs'

/** What the compiler cannot see: who may know what, and what nobody may write. */

const mayTouchTheBrowser = (file: string): boolean =>
  file.startsWith('src/background/browser/') || /^src\/[^/]+\/link\.ts$/.test(file)

it('lets only the ports of the background and the links of pages touch the browser', () => {
  const others = sourcesBelow('src', 'companion').filter(file => !mayTouchTheBrowser(file))
  expect(offences(others, file => importsOf(file).filter(name => name === 'webextension-polyfill'))).toEqual(
    [],
  )
  expect(offences(others, file => matchesIn(codeOf(file), /\bchrome\.(?!exe\b)\w+/g))).toEqual([])
})

it('lets the contract know nothing but itself and the parser', () => {
  const isKnown = (name: string) => name.startsWith('src/protocol/') || name === 'valibot'
  expect(
    offences(sourcesBelow('src/protocol'), file => importsOf(file).filter(name => !isKnown(name))),
  ).toEqual([])
})

it('lets what background and pages share know the contract alone', () => {
  const isKnown = (name: string) => /^(src\/shared\/|#protocol\/)/.test(name) || name === 'valibot'
  expect(
    offences(sourcesBelow('src/shared'), file => importsOf(file).filter(name => !isKnown(name))),
  ).toEqual([])
})

it('lets the companion know nothing of the extension but the contract', () => {
  const isForeign = (name: string) => /^(src\/|test\/|#shared\/)/.test(name)
  expect(offences(sourcesBelow('companion'), file => importsOf(file).filter(isForeign))).toEqual([])
})

it('lets the extension know nothing of the companion, and its parts nothing of each other', () => {
  const isForeign = (file: string) => (name: string) =>
    /^(companion|test)\//.test(name) || name.startsWith('node:') || partOf(name) !== partOf(file)
  const partOf = (path: string) => /^src\/(background|popup|options|welcome|ui)\//.exec(path)?.[1]
  const isOwn = (name: string) => /^src\/(?!public\/)/.test(name) || /^(companion|test)\/|^node:/.test(name)
  expect(
    offences(sourcesBelow('src/background', 'src/ui', 'src/popup', 'src/options', 'src/welcome'), file =>
      importsOf(file).filter(isOwn).filter(isForeign(file)),
    ),
  ).toEqual([])
})

it('exports nothing that no other file uses', () => {
  const files = sourcesBelow('src', 'companion', 'test')
  const wordsOf = new Map(files.map(file => [file, new Set(matchesIn(codeOf(file), /[\w$]+/g))]))
  const isUsed = (name: string, by: string) =>
    files.some(file => file !== by && wordsOf.get(file)?.has(name) === true)
  const unused = (file: string) => namesExportedBy(file).filter(name => !isUsed(name, file))
  expect(offences(sourcesBelow('src', 'companion'), unused)).toEqual([])
})

const self = 'test/architecture.test.ts'
const sources = sourcesBelow('src', 'companion', 'test').filter(file => file !== self)

it('silences no compiler, skips no neighbour, says any of nothing', () => {
  const silenced = /@ts-(ignore|nocheck|expect-error)|eslint-disable/g
  expect(offences(sources, file => matchesIn(read(file), silenced))).toEqual([])
  const careless = /\bas any\b|: any\b|<any\b|\bany\[\]|\b(?:it|test|describe)(?:\.\w+)*\.only\b/g
  expect(offences(sources, file => matchesIn(codeOf(file), careless))).toEqual([])
})

it('waits for events in tests, and never for time to pass', () => {
  const sleeps = /waitForTimeout|timers\/promises|setTimeout\(\s*(?:resolve|done|r)\b/g
  // The double is slow on purpose; polling has its one place.
  const tests = sources.filter(
    file => /^test\/(?!doubles\/)/.test(file) && basename(file) !== 'eventually.ts',
  )
  expect(offences(tests, file => matchesIn(codeOf(file), sleeps))).toEqual([])
})

it('names no folder of the machine that it lies on, and no package registry', () => {
  const texts = files.filter(file => !/\.(png|ico|woff2)$/.test(file) && file !== self)
  const ofThisMachine = [root, homedir()].filter(path => path.length > 1).map(path => `${path}/`)
  expect(offences(texts, file => ofThisMachine.filter(path => read(file).includes(path)))).toEqual([])
  const registries = /https?:\/\/[^\s"']*registry[^\s"']*|"resolved": "http[^"]*|_authToken/g
  expect(offences(texts, file => matchesIn(read(file), registries))).toEqual([])
})
