// @vitest-environment happy-dom
import { render } from '@testing-library/preact'
import { expect, it } from 'vitest'
import { parsePersonaFile } from '../../../src/options/personas/persona-file.ts'
import { ValidationIssueText } from '../../../src/options/ValidationIssueText.tsx'

const entry = { label: 'Anna', userDirectory: 'DOMAIN', userId: 'anna' }

/** What is said of a persona in a file. */
function renderIssue(persona: unknown): string | null {
  const file = parsePersonaFile(JSON.stringify({ hubpass: 'personas', version: 1, personas: [persona] }))
  const [refused] = file.isRead ? file.refused : []
  return refused === undefined
    ? null
    : render(<ValidationIssueText issue={refused.issue} />).container.textContent
}

it.each([
  ['Array', 'expected an object, found "Array"'],
  [{ ...entry, userId: [] }, 'userId: expected a text, found a list'],
  [null, 'expected an object, found null'],
  [{ ...entry, userId: 7 }, 'userId: expected a text, found 7'],
  [{ ...entry, pinned: 'yes' }, 'pinned: expected true or false, found "yes"'],
  [{ ...entry, attributeSets: {} }, 'attributeSets: expected a list, found an object'],
])('ValidationIssueText explains the expected and the received type of %j', (persona, words) => {
  expect(renderIssue(persona)).toBe(words)
})

it('ValidationIssueText lists the allowed values', () => {
  expect(renderIssue({ ...entry, colour: 'pink-ish' })).toMatch(
    /^colour: expected [a-z]+(, [a-z]+)+, found "pink-ish"$/,
  )
})
