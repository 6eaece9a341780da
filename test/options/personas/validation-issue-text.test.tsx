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
  ['Array', 'must be an object, not "Array"'],
  [{ ...entry, userId: [] }, 'userId: must be text, not a list'],
  [null, 'must be an object, not null'],
  [{ ...entry, userId: 7 }, 'userId: must be text, not 7'],
  [{ ...entry, pinned: 'yes' }, 'pinned: must be true or false, not "yes"'],
  [
    { ...entry, userId: 'anna\u200b' },
    'userId: must not contain U+200B, which is invisible or looks like a space',
  ],
  [{ ...entry, userId: "anna'" }, "userId: must not begin or end with the quotation mark '"],
  [
    { ...entry, userId: 'm\ufffdller' },
    'userId: must not contain U+FFFD, which stands for a character that could not be read; save the file as UTF-8',
  ],
  [{ ...entry, attributeSets: {} }, 'attributeSets: must be a list, not an object'],
])('ValidationIssueText explains the expected and the received type of %j', (persona, words) => {
  expect(renderIssue(persona)).toBe(words)
})

it('ValidationIssueText lists the allowed values', () => {
  expect(renderIssue({ ...entry, colour: 'pink-ish' })).toMatch(
    /^colour: must be [a-z]+(, [a-z]+)+, not "pink-ish"$/,
  )
})
