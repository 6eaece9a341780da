import { expect, it } from 'vitest'
import { describeNextStep } from '../../../../companion/cli/output/next-step.ts'

const folder = '/home/u/.config/hubpass/companion/extension'
const store = 'https://store.example/hubpass'

it('describeNextStep names the folder to load if the extension is in no store', () => {
  const text = describeNextStep(folder, '')
  expect(text).toContain(`choose Load unpacked, and select ${folder}.`)
  expect(text).not.toContain('add it from')
})

it('describeNextStep names the store first if there is one', () => {
  expect(describeNextStep(folder, store)).toMatch(
    new RegExp(`Add it from ${store}, or on the browser's extensions page.* select ${folder}\\.`),
  )
  expect(describeNextStep(undefined, store)).toContain(`Add it from ${store}.`)
})

it('describeNextStep names no folder that does not exist', () => {
  expect(describeNextStep(undefined, '')).toBe('Next: load the extension if it is not loaded yet.')
})
