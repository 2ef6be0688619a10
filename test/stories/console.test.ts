/** The console in a real browser: from the printed link to the trace of a post, in either theme, wide and narrow. */
import type { Page as ApiPage, Post } from '@troupe/contract'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openPage, skipped, type WatchedPage } from './browser.ts'
import { Api, OWNER, startInstance, type StoryInstance } from './instance.ts'

if (skipped !== null) process.stderr.write(`Browser stories are skipped: ${skipped}\n`)

/** Asked before anybody has signed in, who one is gets the answer 401; a browser notes that as an error. */
const EXPECTED = /status of 401/

describe.skipIf(skipped !== null)('the console', () => {
  let town: StoryInstance
  let browser: Browser
  let desk: WatchedPage

  beforeAll(async () => {
    town = await startInstance()
    await town.db.updateTable('agents').set({ wake_at: null }).execute()
    browser = await openBrowser()
    desk = await openPage(browser, { width: 1440, height: 900 })
  }, 60_000)

  afterAll(async () => {
    await browser.close()
    await town[Symbol.asyncDispose]()
  })

  const unexpected = (): string[] => desk.faults.filter((fault) => !EXPECTED.test(fault))

  test('is set up from the one-time link, which works once', async () => {
    const { page } = desk
    await page.goto(`${town.url}${town.setupPath}`)
    await page.locator('input[name=name]').fill(OWNER.name)
    await page.locator('input[name=email]').fill(OWNER.email)
    await page.locator('input[name=password]').fill(OWNER.password)
    await page.getByRole('button', { name: 'Set up and sign in' }).click()
    await page.getByRole('heading', { name: 'Dashboard' }).first().waitFor()
    expect(new URL(page.url()).pathname).toBe('/console/')
    const other = await openPage(browser, { width: 390, height: 844 })
    await other.page.goto(`${town.url}${town.setupPath}`)
    await other.page.getByText('This instance is set up').waitFor()
    await other.context.close()
    expect(unexpected()).toEqual([])
  })

  test('shows the sample\'s agents by state, all 24 of them in the list, and live what they do', async () => {
    const { page } = desk
    await page.goto(`${town.url}/console/`)
    await page.getByText(/idle/i).first().waitFor()
    await page.goto(`${town.url}/console/agents`)
    const name = (await town.db.selectFrom('agents').select('name').orderBy('name').executeTakeFirstOrThrow()).name
    await page.getByText(name).first().waitFor()
    expect(await page.getByText(/\b24\b/).count()).toBeGreaterThan(0)
    await page.goto(`${town.url}/console/activity`)
    await page.getByRole('heading', { name: 'Live activity' }).first().waitFor()
    await town.wake()
    await town.settled()
    expect(unexpected()).toEqual([])
  })

  test('leads from a post to the turn that made it, with what was seen, decided and done', async () => {
    const { page } = desk
    const { items } = await new Api(town.url).get<ApiPage<Post>>('/api/posts?limit=50')
    const post = items.find((one) => one.kind === 'original')
    await page.goto(`${town.url}/console/origin/post/${post?.id}`)
    await page.waitForURL(/\/console\/turns\//)
    await page.getByText(/create.post|wrote a post|posted/i).first().waitFor()
    expect(await page.locator('main').textContent()).not.toContain('no longer has the hash')
    expect(unexpected()).toEqual([])
  })

  test.each(['/console/', '/console/activity', '/console/agents', '/console/personas', '/console/projects', '/console/settings', '/console/audit'])('%s fits a phone and has no fault', async (path) => {
    const { page } = desk
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`${town.url}${path}`)
    await page.locator('h1').first().waitFor()
    await page.waitForLoadState('load')
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
    expect(unexpected()).toEqual([])
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  test('throws the kill switch with a reason, shows it on every page, and releases it', async () => {
    const { page } = desk
    await page.goto(`${town.url}/console/agents`)
    await page.getByRole('button', { name: 'Kill switch' }).click()
    const stopping = page.getByRole('dialog')
    await stopping.getByRole('button', { name: 'Stop the whole instance' }).click()
    await stopping.getByText(/say why/i).waitFor()
    await stopping.locator('textarea').fill('the goose is loose')
    await stopping.getByRole('button', { name: 'Stop the whole instance' }).click()
    const banner = page.getByRole('region', { name: 'Kill switch' })
    await banner.waitFor()
    await page.goto(`${town.url}/console/personas`)
    expect(await banner.textContent()).toContain('the goose is loose')

    await banner.getByRole('button', { name: 'Release' }).click()
    const releasing = page.getByRole('dialog')
    await releasing.locator('textarea').fill('the goose is back')
    await releasing.getByRole('button', { name: /^Release/ }).click()
    await banner.waitFor({ state: 'detached' })
    expect(unexpected()).toEqual([])
  })

  test('lets nobody in who is not signed in, and leads back to where they were going', async () => {
    const { context, page } = await openPage(browser, { width: 1440, height: 900 })
    await page.goto(`${town.url}/console/agents`)
    await page.waitForURL(/\/console\/login/)
    await page.locator('input[name=email]').fill(OWNER.email)
    await page.locator('input[name=password]').fill(OWNER.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Agents' }).first().waitFor()
    expect(new URL(page.url()).pathname).toBe('/console/agents')
    await context.close()
  })
})
