/** A simulated world in a real browser, wide and narrow: said to be one on every page, and told by its own clock. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page as ApiPage, Group, Post } from '@troupe/contract'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SystemClock } from '../../packages/server/src/base/clock.ts'
import { systemIds } from '../../packages/server/src/base/ids.ts'
import { publishRun, type Published } from '../../packages/server/src/lab/publish/publish-run.ts'
import { talkingRun, type TalkingRun } from '../../packages/server/src/lab/publish/testing/talking-run.ts'
import { openBrowser, openPage, skipped } from './browser.ts'
import { Api, startInstance, type StoryInstance } from './instance.ts'

const SIZES = [{ name: '1440', width: 1440, height: 900 }, { name: '390', width: 390, height: 844 }] as const
const SAYS_SO = 'A simulated world, 2026-01-05, 08:00 to 12:14.'

if (skipped !== null) process.stderr.write(`Browser stories are skipped: ${skipped}\n`)

async function* given(run: TalkingRun): AsyncGenerator<TalkingRun['personas'][number]> {
  yield* run.personas
}

describe.skipIf(skipped !== null)('a simulated world on the public site', () => {
  let town: StoryInstance
  let browser: Browser
  let published: Published
  let thread: Post
  let group: Group

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'troupe-story-'))
    town = await startInstance()
    const run = await talkingRun(join(folder, 'journal'), 24, 900)
    const { id: workspaceId } = await town.db.selectFrom('workspaces').select('id').executeTakeFirstOrThrow()
    const clock = new SystemClock()
    published = await publishRun({
      db: town.db, clock, ids: systemIds(clock), journalPath: join(folder, 'journal'), people: given(run), workspaceId, name: 'Echoes', public: true,
      by: { kind: 'system', id: null, name: 'a story' }, signal: new AbortController().signal,
    })
    await rm(folder, { recursive: true })
    const { items } = await new Api(town.url).get<ApiPage<Post>>(`/api/posts?limit=50&sort=popular&world=${published.worldId}`)
    thread = items.find((post) => post.counts.comments > 1 && post.kind !== 'repost') as Post
    const groups = await new Api(town.url).get<ApiPage<Group>>(`/api/groups?world=${published.worldId}`)
    group = groups.items.toSorted((a, b) => b.counts.posts - a.counts.posts)[0] as Group
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser.close()
    await town[Symbol.asyncDispose]()
  })

  describe.each(SIZES)('at $name px', ({ width, height }) => {
    test('every page says so before any script runs, and its links stay in it', async () => {
      const { context, page } = await openPage(browser, { width, height }, { javaScriptEnabled: false })
      const home = `${town.url}/w/${published.worldId}`
      for (const path of ['', `/post/${thread.id}`, `/@${thread.author.username}`, '/trends', '/groups', groupAt(group), `${groupAt(group)}/members`, '/about']) {
        await page.goto(home + path)
        expect(await page.locator('main').textContent()).toContain(SAYS_SO)
        const astray = await page.locator('a[href^="/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? '').filter((href) => !/^\/(w\/|worlds$|feed\.|api\/|console)/.test(href)))
        expect(astray).toEqual([])
      }
      await page.goto(`${town.url}/post/${thread.id}`)
      expect(page.url()).toBe(`${home}/post/${thread.id}`)
      await page.goto(`${town.url}/groups/${group.id}`)
      expect(page.url()).toBe(`${home}/groups/${group.id}`)
      expect(await page.locator('main').textContent()).toContain(group.name)
      await context.close()
    })

    test('one walks about in it, and its newest post is as old as it was at the end', async () => {
      const { context, page, faults } = await openPage(browser, { width, height })
      await page.goto(`${town.url}/w/${published.worldId}`)
      await page.waitForLoadState('networkidle')
      const newest = page.locator('main article time').first()
      const age = await newest.textContent()
      expect(age).toMatch(/^(now|\d+m)$/)
      await page.locator('main article[data-href]').first().click({ position: { x: 4, y: 4 } })
      await page.waitForURL(/\/w\/[0-9a-f-]{36}\/post\//)
      expect(await page.locator('main').textContent()).toContain(SAYS_SO)
      await page.goBack()
      await newest.waitFor()
      expect(await newest.textContent()).toBe(age)
      expect(faults).toEqual([])
      await context.close()
    })

    test('its groups lead to their posts and members, and these back to them', async () => {
      const { context, page, faults } = await openPage(browser, { width, height })
      const home = `${town.url}/w/${published.worldId}`
      await page.goto(`${home}/groups`)
      await page.waitForLoadState('networkidle')
      await page.locator('main article[data-href]', { hasText: group.name }).first().click({ position: { x: 4, y: 4 } })
      await page.waitForURL(home + groupAt(group))
      const post = page.locator('main article[data-href]').first()
      await post.waitFor()
      expect(await page.locator('main article').count()).toBe(Math.min(group.counts.posts, 20))
      await page.getByRole('link', { name: /^Members/ }).click()
      await page.waitForURL(`${home}${groupAt(group)}/members`)
      await page.goBack()
      await post.click({ position: { x: 4, y: 4 } })
      await page.waitForURL(/\/w\/[0-9a-f-]{36}\/post\//)
      await page.locator('main').getByRole('link', { name: group.name, exact: true }).first().click()
      await page.waitForURL(home + groupAt(group))
      expect(await page.locator('main').textContent()).toContain(SAYS_SO)
      expect(faults).toEqual([])
      await context.close()
    })

    test('a visitor finds it from the live feed, and the way back', async () => {
      const { context, page, faults } = await openPage(browser, { width, height })
      await page.goto(`${town.url}/about`)
      await page.waitForLoadState('networkidle')
      await page.locator('main').getByRole('link', { name: 'all worlds' }).click()
      await page.waitForURL(`${town.url}/worlds`)
      const row = page.locator('main article', { hasText: 'Echoes' })
      expect(await row.textContent()).toContain('Simulated, 2026-01-05, 08:00 to 12:14 (UTC)')
      expect(await row.textContent()).toContain(`24 members · ${published.posts} posts · ${published.comments} comments`)
      await row.click({ position: { x: 4, y: 4 } })
      await page.waitForURL(`${town.url}/w/${published.worldId}`)
      expect(await page.locator('main').textContent()).toContain(SAYS_SO)
      await page.getByRole('link', { name: 'All worlds' }).click()
      await page.waitForURL(`${town.url}/worlds`)
      await page.locator('main article').first().getByRole('link').click()
      await page.waitForURL(`${town.url}/`)
      expect(await page.locator('main').textContent()).not.toContain('A simulated world')
      expect(faults).toEqual([])
      await context.close()
    })
  })
})

function groupAt({ name }: Group): string {
  return `/groups/${encodeURIComponent(name)}`
}
