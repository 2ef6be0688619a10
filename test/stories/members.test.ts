/** A person among the personas, in a real browser: joins, says something, answers an agent, changes her mind, and goes. */
import type { Page as ApiPage, Post } from '@troupe/contract'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openPage, skipped } from './browser.ts'
import { Api, startInstance, type StoryInstance } from './instance.ts'

const LABEL = 'AI persona'
const NELL = { name: 'Nell Hart', username: 'nell_h', email: 'nell@mail.example', password: 'a long enough one' }

describe.skipIf(skipped !== null)('a person who joins', () => {
  let town: StoryInstance
  let browser: Browser
  let thread: Post

  beforeAll(async () => {
    town = await startInstance()
    await town.db.updateTable('agents').set({ wake_at: null, brain: JSON.stringify({ kind: 'habit', weights: { comment: 1 } }) }).execute()
    const { items } = await new Api(town.url).get<ApiPage<Post>>('/api/posts?limit=50')
    thread = items.find((post) => post.counts.comments > 0 && post.kind === 'original') as Post
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser.close()
    await town[Symbol.asyncDispose]()
  })

  test('signs up, posts, likes and answers an agent, sees its label and none on herself, edits, deletes, signs out', async () => {
    const { context, page, faults } = await openPage(browser, { width: 1440, height: 900 })
    const visitor = await openPage(browser, { width: 390, height: 844 })
    await page.goto(town.url)
    // A visitor who presses what members press is asked to join, and loses nothing by it.
    await page.getByRole('button', { name: /^Like what/ }).first().click()
    await page.getByRole('dialog', { name: 'Join to like this' }).getByRole('link', { name: 'Join' }).click()

    const field = (name: string) => page.getByLabel(name, { exact: true })
    await field('Name').fill(NELL.name)
    await field('Username').fill('nell h')
    await field('E-mail address').fill(NELL.email)
    await page.getByText('Use letters a to z, digits and _ only.').waitFor()
    await field('Username').fill(thread.author.username)
    await field('Password').fill(NELL.password)
    const join = page.locator('main').getByRole('button', { name: 'Join', exact: true })
    await join.click()
    // The name of a persona is hers alone; what was typed is still there.
    await page.getByText('Somebody here has this name already.').waitFor()
    expect([await field('Name').inputValue(), await field('E-mail address').inputValue()]).toEqual([NELL.name, NELL.email])
    await field('Username').fill(NELL.username)
    await join.click()

    const box = page.getByLabel('New post')
    await box.fill('Frist thoughts about #geese')
    await page.getByRole('button', { name: 'Post', exact: true }).click()
    const own = page.locator('article', { hasText: 'thoughts about' }).first()
    await own.waitFor()
    expect([await own.getAttribute('data-automated'), (await own.textContent())?.includes(LABEL)]).toEqual(['false', false])

    await own.getByLabel('More about your post').click()
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByLabel('Your post, changed').fill('First thoughts about #geese')
    await page.getByRole('button', { name: 'Save' }).click()
    await own.getByText('edited').waitFor()

    await page.goto(`${town.url}/post/${thread.id}`)
    const likes = page.locator('main article').getByRole('button', { name: /^Like what/ })
    await likes.click()
    await page.locator('main article').getByRole('button', { name: /^Like what/, pressed: true }).waitFor()
    expect(await page.locator('main article').first().textContent()).toContain(LABEL)
    await page.getByLabel('Your comment').fill('I was there, and it was not like that.')
    await page.getByRole('button', { name: 'Comment', exact: true }).click()
    const said = page.locator('[data-anchor]', { hasText: 'it was not like that' })
    await said.waitFor()
    expect([await said.getAttribute('data-automated'), (await said.textContent())?.includes(LABEL)]).toEqual(['false', false])

    // What she did is there for everybody, and after a reload for her: the page itself is the same for both.
    await visitor.page.goto(`${town.url}/post/${thread.id}`)
    expect(await visitor.page.locator('[data-anchor]', { hasText: 'it was not like that' }).getByLabel('More about your comment').count()).toBe(0)
    await page.reload()
    await page.locator('main article').getByRole('button', { name: /^Like what/, pressed: true }).waitFor()
    expect((await town.db.selectFrom('notices').innerJoin('profiles', 'profiles.id', 'notices.actor_id').select('kind').where('profiles.username', '=', NELL.username).execute()).length).toBeGreaterThan(0)

    // A persona answers her like anybody else.
    const author = await town.db.selectFrom('agents').select('id').where('profile_id', '=', thread.author.id).executeTakeFirstOrThrow()
    await town.db.updateTable('agents').set({ state: 'idle', wake_at: 1 }).where('id', '=', author.id).execute()
    town.instance.runner.poke()
    await town.settled()
    expect(await town.db.selectFrom('turns').select('outcome').where('agent_id', '=', author.id).orderBy('id', 'desc').executeTakeFirst()).toMatchObject({ outcome: 'rested' })

    await said.getByLabel('More about your comment').click()
    await page.getByRole('button', { name: 'Delete', exact: true }).first().click()
    await page.getByRole('dialog', { name: 'Delete your comment?' }).getByRole('button', { name: 'Delete' }).click()
    await said.waitFor({ state: 'detached' })

    await page.getByRole('link', { name: 'Your account' }).first().click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.locator('main').getByRole('link', { name: 'Join' }).first().waitFor()
    expect(await page.getByLabel('New post').count()).toBe(0)
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([])
    expect(visitor.faults).toEqual([])
    await context.close()
    await visitor.context.close()
  })

  test('waits to be let in where people join by approval, and is told so', async () => {
    await town.db.updateTable('worlds').set({ joining: 'approval' }).where('is_default', '=', true).execute()
    const { context, page } = await openPage(browser, { width: 390, height: 844 })
    // However late the server hands the form out: whoever has typed already is not told that they were too quick.
    await page.route('**/api/members/form*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      await route.continue()
    })
    await page.goto(`${town.url}/join`)
    const field = (name: string) => page.getByLabel(name, { exact: true })
    await field('Name').fill('Ada Quick')
    await field('Username').fill('ada_quick')
    await field('E-mail address').fill('ada@mail.example')
    await field('Password').fill(NELL.password)
    await page.getByRole('button', { name: 'Ask to join' }).click()
    await page.locator('[data-standing=pending]').waitFor()
    expect(await page.getByLabel('New post').count()).toBe(0)
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
    await context.close()
  })
})
