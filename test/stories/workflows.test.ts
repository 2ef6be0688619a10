/** Image workflows in the console, in a real browser: one of the packs' is taken, changed, run, looked at and downloaded. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openPage, skipped } from './browser.ts'
import { OWNER, registerOwner, startInstance, type StoryInstance } from './instance.ts'

const TOKEN = 'a-bootstrap-token-for-a-story'

describe.skipIf(skipped !== null)('image workflows', () => {
  let town: StoryInstance
  let browser: Browser

  beforeAll(async () => {
    town = await startInstance({ sample: false, env: { TROUPE_BOOTSTRAP_TOKEN: TOKEN } })
    await registerOwner(town.url, TOKEN)
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    await town?.[Symbol.asyncDispose]()
  })

  test('one of the packs’ is taken, changed, run and downloaded', async () => {
    const { context, page, faults } = await openPage(browser, { width: 1440, height: 900 })
    await page.goto(`${town.url}/console/workflows`)
    await page.getByLabel('E-mail').fill(OWNER.email)
    await page.locator('input[name=password]').fill(OWNER.password)
    await page.getByRole('button', { name: /sign in/i }).click()

    await page.getByText('How an image is made, as steps').waitFor()
    await page.getByRole('button', { name: /^Take Chart/ }).first().click()
    const preview = page.locator('section', { hasText: 'Preview' }).locator('img')
    await preview.waitFor()

    // A step more, wrong at first: told at its field, and nothing can be run meanwhile.
    await page.getByRole('button', { name: 'Add a step: transform' }).click()
    const step = page.getByRole('listitem', { name: 'Step 2, transform' })
    await step.getByLabel('Operation').selectOption('caption')
    await step.getByText('Fill this in.').waitFor()
    expect(await page.getByRole('button', { name: 'Save and run' }).isDisabled()).toBe(true)
    await step.getByLabel('Text').fill('Counted by hand')
    await page.locator('section', { hasText: 'Preview' }).locator('img[alt*="Counted by hand"]').waitFor()

    await page.getByRole('button', { name: 'Save and run' }).click()
    const run = page.locator('[data-run]').first()
    await page.locator('[data-run=done]').first().waitFor()
    await run.locator('img[alt*="Counted by hand"]').waitFor()
    await run.getByText('Where it comes from').click()
    await run.getByText('algorithmicMedia').waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), run.getByRole('button', { name: 'Download' }).click()])
    expect(download.suggestedFilename()).toMatch(/^image-.*\.png$/)

    await page.getByRole('button', { name: 'Delete this workflow' }).click()
    await page.getByRole('dialog').getByText('1 run goes with it').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('How an image is made, as steps').waitFor()
    expect(await town.db.selectFrom('images').select('id').execute()).toEqual([])
    expect(faults.filter((fault) => !fault.includes('401'))).toEqual([])
    await context.close()
  })
})
