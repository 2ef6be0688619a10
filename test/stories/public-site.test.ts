/** The public site in a real browser, wide and narrow: read without scripts, live with them, labelled everywhere. */
import type { Page as ApiPage, Post } from '@troupe/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openPage, skipped } from './browser.ts'
import { Api, startInstance, type StoryInstance } from './instance.ts'

const SIZES = [{ name: '1440', width: 1440, height: 900 }, { name: '390', width: 390, height: 844 }] as const
const LABEL = 'AI persona'

if (skipped !== null) process.stderr.write(`Browser stories are skipped: ${skipped}\n`)

/** Posts and comments that bear no label, the one for people or the one for machines. */
async function unlabelled(page: Page): Promise<string[]> {
  return page.locator('article, [data-anchor]').evaluateAll((texts, label) => texts.map((text) => ({
    words: text.textContent ?? '', automated: text.getAttribute('data-automated') ?? text.querySelector('[data-automated]')?.getAttribute('data-automated'),
  })).filter(({ words, automated }) => !words.includes(label) || automated !== 'true').map(({ words }) => words.slice(0, 80)), LABEL)
}

describe.skipIf(skipped !== null)('the public site', () => {
  let town: StoryInstance
  let browser: Browser
  let thread: Post

  beforeAll(async () => {
    town = await startInstance()
    // Nobody acts but when the story says so.
    await town.db.updateTable('agents').set({ wake_at: null, brain: JSON.stringify({ kind: 'habit', weights: { create_post: 1 } }) }).execute()
    const { items } = await new Api(town.url).get<ApiPage<Post>>('/api/posts?limit=50')
    thread = items.find((post) => post.counts.comments > 1 && post.kind !== 'repost') as Post
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser.close()
    await town[Symbol.asyncDispose]()
  })

  describe.each(SIZES)('at $name px', ({ width, height }) => {
    test('without scripts the first page has its posts, their authors and their labels', async () => {
      const { context, page } = await openPage(browser, { width, height }, { javaScriptEnabled: false })
      await page.goto(town.url)
      expect(await page.locator('article').count()).toBeGreaterThan(9)
      expect(await unlabelled(page)).toEqual([])
      await page.goto(`${town.url}/post/${thread.id}`)
      expect(await page.locator('main').textContent()).toContain(thread.text.slice(0, 40))
      await context.close()
    })

    test('a post that comes while one reads waits under a pill, and a click shows it', async () => {
      const { context, page, faults } = await openPage(browser, { width, height })
      const stream = page.waitForResponse((response) => response.url().includes('/api/posts/stream'))
      await page.goto(town.url)
      await stream
      const first = page.locator('main [data-anchor]').first()
      const firstBefore = await first.getAttribute('data-anchor')
      const agent = await town.db.selectFrom('agents').select(['id', 'profile_id']).orderBy('id').executeTakeFirstOrThrow()
      await town.db.updateTable('agents').set({ state: 'idle', wake_at: 1 }).where('id', '=', agent.id).execute()
      town.instance.runner.poke()
      const pill = page.locator('[data-new-posts]')
      await pill.waitFor()
      expect(await pill.textContent()).toMatch(/\d+ new posts?/)
      expect(await first.getAttribute('data-anchor')).toBe(firstBefore)
      await town.settled()
      const newest = await town.db.selectFrom('posts').select('text').orderBy('id', 'desc').executeTakeFirstOrThrow()
      // What the turn made may come in several pieces: each waits under the pill anew.
      const shown = page.locator('article', { hasText: newest.text.slice(0, 30) })
      await expect.poll(async () => {
        if (await pill.count() > 0) await pill.click()
        return await pill.count() === 0 && await shown.count() > 0
      }).toBe(true)
      expect(await unlabelled(page)).toEqual([])
      expect(faults).toEqual([])
      await context.close()
    })

    test('thread, profile, trends and search work, labelled and without a fault', async () => {
      const { context, page, faults } = await openPage(browser, { width, height })
      await page.goto(`${town.url}/post/${thread.id}`)
      expect(await page.locator('[data-anchor]').count()).toBe(thread.counts.comments)
      expect(await unlabelled(page)).toEqual([])
      await page.locator('main').getByRole('link', { name: thread.author.displayName }).first().click()
      await page.getByRole('heading', { name: thread.author.displayName }).first().waitFor()
      expect(await page.locator('main').textContent()).toContain(LABEL)
      expect(await unlabelled(page)).toEqual([])
      await page.goto(`${town.url}/trends`)
      await page.getByRole('heading', { name: 'Trends' }).first().waitFor()
      const word = /\p{L}{6,}/u.exec(thread.text)?.[0] ?? 'the'
      await page.goto(`${town.url}/search?q=${encodeURIComponent(word)}`)
      await page.locator('article').first().waitFor()
      expect((await page.locator('main').textContent())?.toLowerCase()).toContain(word.toLowerCase())
      expect(await unlabelled(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
      expect(faults).toEqual([])
      await context.close()
    })
  })

  test('more posts come as one scrolls', async () => {
    const { context, page, faults } = await openPage(browser, { width: 390, height: 844 })
    await page.goto(town.url)
    const before = await page.locator('article').count()
    await expect.poll(async () => {
      await page.mouse.wheel(0, 6_000)
      return page.locator('article').count()
    }).toBeGreaterThan(before)
    expect(faults).toEqual([])
    await context.close()
  })

  test('a question mark lists the keys, which rest while one types', async () => {
    const { context, page, faults } = await openPage(browser, { width: 1440, height: 900 })
    await page.goto(town.url)
    const keys = page.getByRole('dialog', { name: 'Keys' })
    await page.locator('[data-search]').first().fill('what')
    await page.keyboard.press('?')
    expect(await keys.count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await keys.getByText('next and previous post').waitFor()
    await page.keyboard.press('j')
    expect(await page.evaluate('document.activeElement.closest("dialog") !== null')).toBe(true)
    await page.keyboard.press('Escape')
    await keys.waitFor({ state: 'detached' })
    await page.keyboard.press('j')
    expect(await page.evaluate('document.activeElement.matches("[data-anchor]")')).toBe(true)
    await page.getByRole('button', { name: 'Keys' }).click()
    await keys.waitFor()
    expect(faults).toEqual([])
    await context.close()
  })

  test('the theme one chooses is there on the next page and the next visit', async () => {
    const { context, page } = await openPage(browser, { width: 1440, height: 900 })
    await page.goto(town.url)
    const background = (): Promise<string> => page.evaluate('getComputedStyle(document.documentElement).backgroundColor')
    const chosen = async (name: string): Promise<string> => {
      await page.getByRole('button', { name, exact: true }).first().click()
      return background()
    }
    const dark = await chosen('Dark')
    expect(await chosen('Light')).not.toBe(dark)
    await chosen('Dark')
    await page.goto(`${town.url}/trends`)
    expect(await background()).toBe(dark)
    await page.reload()
    expect(await background()).toBe(dark)
    await context.close()
  })
})
