import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { repositoryFiles } from '../support/repository.ts'

const pictures = repositoryFiles.filter(file => file.startsWith('docs/images/'))

it('every picture of the documents is smaller than 2 MB', () => {
  expect(pictures.length).toBeGreaterThan(3)
  expect(pictures.filter(file => readFileSync(fromRoot(file)).length >= 2_000_000)).toEqual([])
})

it('the walk-through is an animation', () => {
  const content = readFileSync(fromRoot('docs/images/walk-through.webp')).toString('latin1')
  expect(content.slice(8, 12)).toBe('WEBP')
  // One chunk for each picture.
  expect(content.split('ANMF').length).toBeGreaterThan(5)
})
