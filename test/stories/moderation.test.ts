/** Moderation in real browsers: a reader reports, the owner sees it come in and hides it with one key, it is gone for the reader, and undoing brings it back. */
import type { Page as ApiPage, Post } from '@troupe/contract'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openPage, skipped, type WatchedPage } from './browser.ts'
import { Api, OWNER, startInstance, type StoryInstance } from './instance.ts'

if (skipped !== null) process.stderr.write(`Browser stories are skipped: ${skipped}\n`)

/** Who one is, asked at the door; and pages that were taken down, which are told so. */
const EXPECTED = /status of (401|410)/

describe.skipIf(skipped !== null)('moderation', () => {
  let town: StoryInstance
  let browser: Browser
  let reader: WatchedPage
  let desk: WatchedPage
  let post: Post

  beforeAll(async () => {
    town = await startInstance()
    await town.db.updateTable('agents').set({ wake_at: null }).execute()
    // What agents reported in the sample's past is not this story's.
    await town.db.deleteFrom('reports').execute()
    const { items } = await new Api(town.url).get<ApiPage<Post>>('/api/posts?limit=20')
    post = items.find((each) => each.kind === 'original' && each.counts.comments > 0) as Post
    browser = await openBrowser()
    reader = await openPage(browser, { width: 390, height: 844 })
    desk = await openPage(browser, { width: 1440, height: 900 })
    const { page } = desk
    await page.goto(`${town.url}${town.setupPath}`)
    await page.locator('input[name=name]').fill(OWNER.name)
    await page.locator('input[name=email]').fill(OWNER.email)
    await page.locator('input[name=password]').fill(OWNER.password)
    await page.getByRole('button', { name: 'Set up and sign in' }).click()
    await page.getByRole('heading', { name: 'Dashboard' }).first().waitFor()
  })

  afterAll(async () => {
    await browser.close()
    await town[Symbol.asyncDispose]()
  })

  const faults = (): string[] => [...reader.faults, ...desk.faults].filter((fault) => !EXPECTED.test(fault))
  const words = (): string => post.text.slice(0, 40)

  test('an empty queue teaches what will come here', async () => {
    await desk.page.goto(`${town.url}/console/moderation`)
    await desk.page.getByText('Nothing is reported').waitFor()
    expect(faults()).toEqual([])
  })

  test('a reader reports a post, and the owner sees it come in', async () => {
    const { page } = reader
    await page.goto(`${town.url}/post/${post.id}`)
    await page.getByRole('button', { name: /^Report this post/ }).first().click()
    await page.getByText('Spam or advertising').click()
    await page.getByLabel('Anything to add').fill('The third time today')
    await page.getByRole('dialog').getByRole('button', { name: 'Report' }).click()
    await page.getByText('Whoever runs this place has your report').waitFor()
    await desk.page.getByText('1 report: Spam').waitFor()
    await desk.page.getByRole('navigation', { name: 'Console' }).getByText('1 open reports').waitFor({ state: 'attached' })
    await desk.page.keyboard.press('j')
    await desk.page.getByText('The third time today').waitFor()
    await desk.page.getByRole('toolbar', { name: 'Decide' }).waitFor()
    expect(faults()).toEqual([])
  })

  test('one key hides it: it is gone from the page, the feed and the lists at once', async () => {
    const { page } = reader
    await page.goto(town.url)
    const card = page.locator(`[data-anchor="${post.id}"]`)
    await card.waitFor()
    await page.getByText('live', { exact: true }).first().waitFor()
    await desk.page.keyboard.press('h')
    await desk.page.getByText('Hid 1 post').waitFor()
    // A notice that is pointed at stays, however long the reader's pages take.
    await desk.page.getByText('Hid 1 post').hover()
    await desk.page.getByText('Nothing is reported').waitFor()
    // From the page that lies open, too.
    await card.waitFor({ state: 'detached' })
    expect((await page.goto(`${town.url}/post/${post.id}`))?.status()).toBe(410)
    await page.getByText('This post was taken down by those who run this place.').waitFor()
    expect(await page.locator('main').textContent()).not.toContain(words())
    // Who quoted it still shows that there was something; what it said and the way to it are gone.
    for (const path of ['/', '/feed.xml', `/@${post.author.username}`]) expect(await (await fetch(`${town.url}${path}`)).text()).not.toContain(`/post/${post.id}`)
    await page.goto(`${town.url}/@${post.author.username}`)
    await page.locator('article').first().waitFor()
    expect(await page.locator('main').textContent()).not.toContain(words())
    expect(faults()).toEqual([])
  })

  test('undoing brings it back, and its report with it', async () => {
    await desk.page.getByRole('button', { name: 'Undo' }).click()
    await desk.page.getByText('Taken back').waitFor()
    await desk.page.getByText('1 report: Spam').waitFor()
    expect((await reader.page.goto(`${town.url}/post/${post.id}`))?.status()).toBe(200)
    expect(await reader.page.locator('main').textContent()).toContain(words())
    expect(faults()).toEqual([])
  })

  test('suspending its author says first what it comes to, takes all they said out of sight and pauses their agent', async () => {
    const { page } = desk
    await page.getByText('1 report: Spam').click()
    await page.getByRole('toolbar', { name: 'Decide' }).waitFor()
    await page.keyboard.press('s')
    await page.getByText('1 profile and all they have said will be out of sight.').waitFor()
    await page.getByText('1 agent will be paused.').waitFor()
    await page.getByRole('dialog').getByLabel('Reason').fill('Advertises')
    await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
    await page.getByText('Suspended 1 profile').waitFor()
    expect((await reader.page.goto(`${town.url}/@${post.author.username}`))?.status()).toBe(410)
    await page.goto(`${town.url}/console/moderation?tab=suspended`)
    await page.getByText('Olga Owner: Advertises').click()
    await page.getByRole('toolbar', { name: 'Decide' }).getByRole('button', { name: 'Let back' }).click()
    await page.getByText('Let back 1 profile').waitFor()
    await page.getByText('Nobody is suspended').waitFor()
    expect((await reader.page.goto(`${town.url}/@${post.author.username}`))?.status()).toBe(200)
    const states = await town.db.selectFrom('agents').select('state').where('profile_id', '=', post.author.id).execute()
    expect(states.map(({ state }) => state)).toEqual(['idle'])
    expect(faults()).toEqual([])
  })

  test('from a trace there is a way to the moderation of what it made', async () => {
    const { page } = desk
    await page.goto(`${town.url}/console/origin/post/${post.id}`)
    // The turn may have made more than this.
    await page.locator(`a[href*="${post.id}"]`).filter({ hasText: 'moderate' }).click()
    await page.getByRole('toolbar', { name: 'Decide' }).waitFor()
    expect(await page.locator('article').textContent()).toContain(words())
    expect(faults()).toEqual([])
  })

  test('whoever opens another while a decision is on its way stays there', async () => {
    const { page } = desk
    await town.db.deleteFrom('reports').execute()
    const { items } = await new Api(town.url).get<ApiPage<Post>>('/api/posts?limit=20')
    for (const { id } of items.slice(0, 3)) await new Api(town.url).post(`/api/posts/${id}/reports`, { category: 'spam' })
    await page.goto(`${town.url}/console/moderation`)
    const rows = page.getByRole('list', { name: 'Reported' }).getByRole('button')
    await expect.poll(() => rows.count()).toBe(3)
    await rows.first().click()
    await page.getByRole('toolbar', { name: 'Decide' }).waitFor()
    const told = Promise.withResolvers<void>()
    const decided = Promise.withResolvers<void>()
    await page.route('**/api/moderation', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback()
      const response = await route.fetch()
      decided.resolve()
      await told.promise
      await route.fulfill({ response })
    })
    await page.keyboard.press('h')
    await decided.promise
    await rows.last().click()
    await expect.poll(() => rows.last().getAttribute('aria-current')).toBe('true')
    const where = page.url()
    told.resolve()
    await page.getByText('Hid 1 post').waitFor()
    await expect.poll(() => rows.count()).toBe(2)
    expect(page.url()).toBe(where)
    expect(faults()).toEqual([])
  })
})
