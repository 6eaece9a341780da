import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatHtml } from '#ui/report/html.ts'
import { createReport } from '#ui/report/report.ts'
import { stories } from '../stories/options/options.stories.ts'
import { failedReport } from '../support/run-report-fixture.ts'
import { type Appearance, colorSchemes, type StoryPage, StoryRunner } from '../support/story-runner.ts'

let runner: StoryRunner

beforeAll(async () => {
  runner = await StoryRunner.open('options')
})
afterAll(() => runner?.[Symbol.asyncDispose]())

/** Opens a story of the options page in a tab. */
async function openStory(story: string, appearance: Appearance = {}): Promise<StoryPage> {
  const page = await runner.show(story, { width: 900, ...appearance })
  await page.locator('main > section').waitFor()
  return page
}

const chooseFile = (page: StoryPage, personas: object[]) =>
  page.locator('input[type=file]').setInputFiles({
    name: 'team.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ hubpass: 'personas', version: 1, personas })),
  })

describe.each(colorSchemes)('options page in %s', scheme => {
  it.each(Object.keys(stories))('story %s is accessible', async story => {
    await using page = await openStory(story, { scheme })
    await runner.captureAndCheck(page, `${story}-${scheme}`)
  })

  it.each(['runs', 'run-failed', 'personas', 'settings', 'data-aside', 'about'])(
    'story %s fits half a phone width, as at 200% zoom',
    async story => {
      await using page = await openStory(story, { scheme, width: 360 })
      await page.locator('main > section').waitFor()
      await runner.captureAndCheck(page, `${story}-narrow-${scheme}`)
    },
  )

  it.each([900, 360])('import preview is accessible at %i pixels', async width => {
    await using page = await openStory('personas', { scheme, width })
    await chooseFile(page, [
      { id: 'new', label: 'Dora', userDirectory: 'DOMAIN', userId: 'dora' },
      { id: 'anna', label: 'Anna', userDirectory: 'DOMAIN', userId: 'other', prefix: 'hr' },
      { id: 'other', label: 'Sales manager', userDirectory: 'DOMAIN', userId: 'x', colour: 'red' },
      { label: '<b>Eve</b>', userDirectory: 'DOMAIN' },
    ])
    await page.getByText('1 new, 1 changed, 1 in conflict, and 1 rejected').waitFor()
    await runner.captureAndCheck(page, `import-${width}-${scheme}`)
  })

  it('the form of a persona is accessible', async () => {
    await using page = await openStory('personas', { scheme })
    await page.getByRole('button', { name: 'Edit Anna' }).click()
    await page.getByLabel('User', { exact: true }).fill('anna')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('alert').waitFor()
    await runner.captureAndCheck(page, `persona-form-${scheme}`)
  })

  it('the result of an export is accessible and moves nothing', async () => {
    await using page = await openStory('personas', { scheme })
    const before = await page.locator('main').boundingBox()
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByText('Exported 3 personas to hubpass-personas.json.').waitFor()
    await runner.captureAndCheck(page, `exported-${scheme}`)
    expect(await page.locator('main').boundingBox()).toEqual(before)
  })

  it('import error is accessible', async () => {
    await using page = await openStory('personas', { scheme })
    await page.locator('input[type=file]').setInputFiles({
      name: 'broken.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"hubpass": '),
    })
    await page.getByRole('alert').waitFor()
    await runner.captureAndCheck(page, `import-broken-${scheme}`)
  })

  it('HTML report is accessible', async () => {
    await using page = await runner.emptyPage({ scheme, width: 900 })
    await page.setContent(formatHtml(createReport(failedReport)))
    await runner.captureAndCheck(page, `report-${scheme}`)
    await page.emulateMedia({ media: 'print' })
    await runner.captureAndCheck(page, `report-print-${scheme}`)
  })

  it('discard confirmation is accessible', async () => {
    await using page = await openStory('data-aside', { scheme })
    await page.getByRole('button', { name: 'Discard' }).first().click()
    await page.getByRole('button', { name: 'Discard permanently' }).waitFor()
    await runner.captureAndCheck(page, `data-discard-${scheme}`)
  })
})

it('options page works with the keyboard alone', async () => {
  await using page = await openStory('run-failed')
  const reached: string[] = []
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab')
    reached.push(
      await page.evaluate(
        () =>
          document.activeElement?.textContent?.slice(0, 20) ||
          document.activeElement?.closest('label')?.textContent ||
          '',
      ),
    )
  }
  for (const name of [
    'Runs',
    'Personas',
    'Data',
    'About',
    'All runs',
    'Run again',
    'Markdown',
    'Real names',
    'Copy',
    'Save as file',
  ])
    expect(reached).toContain(name)
  expect(reached.some(text => text.startsWith('# Sign-in as'))).toBe(true)
})
