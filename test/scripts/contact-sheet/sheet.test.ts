import { expect, it } from 'vitest'
import { groupByState, renderSheet } from '../../../scripts/contact-sheet/sheet.ts'

it('contact sheet groups the pictures of one state and ignores other files', () => {
  const files = ['no-site-dark.png', 'contact-sheet.html', 'ready-light.png', 'no-site-light.png', 'odd.png']
  expect(groupByState(files)).toEqual([
    {
      state: 'no-site',
      pictures: [
        { variant: 'light', file: 'no-site-light.png' },
        { variant: 'dark', file: 'no-site-dark.png' },
      ],
    },
    { state: 'ready', pictures: [{ variant: 'light', file: 'ready-light.png' }] },
  ])
})

it('contact sheet labels each picture', () => {
  const html = renderSheet('popup', groupByState(['more-dark.png']))
  expect(html).toContain('<h2>more</h2>')
  expect(html).toContain('<figcaption>dark</figcaption><img src="more-dark.png"')
})
