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
  })

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
    const post = items.find((one) => one.kind === 'original' && one.group === null)
    await page.goto(`${town.url}/console/origin/post/${post?.id}`)
    await page.waitForURL(/\/console\/turns\//)
    await page.getByText(/create.post|wrote a post|posted/i).first().waitFor()
    expect(await page.locator('main').textContent()).not.toContain('no longer has the hash')
    expect(await page.locator('main dl').first().textContent()).toMatch(/Model(rehearsal|none asked).*Done\d+ acts?/)
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

    await page.goto(`${town.url}/console/`)
    await page.getByText('All 24 agents stand still by the kill switch').waitFor()
    expect(await page.locator('main').textContent()).not.toMatch(/\bidle\b/)
    await page.goto(`${town.url}/console/agents`)
    await page.getByText('after release').first().waitFor()
    expect(await page.locator('main').textContent()).not.toMatch(/in \d+[mh]/)
    await page.getByRole('list', { name: 'Agents' }).getByRole('link').first().click()
    const run = page.getByRole('button', { name: 'Run now' })
    await run.waitFor()
    expect(await run.isDisabled()).toBe(true)
    expect(await run.getAttribute('title')).toContain('the goose is loose')

    await town.db.updateTable('projects').set({ wake: JSON.stringify({ kind: 'cycle', minutes: 45 }) }).execute()
    await page.reload()
    await banner.getByRole('button', { name: 'Release' }).click()
    const releasing = page.getByRole('dialog')
    await releasing.getByText(/together.*every 45 minutes/).waitFor()
    expect(await releasing.textContent()).not.toContain('rhythm')
    await releasing.locator('textarea').fill('the goose is back')
    await releasing.getByRole('button', { name: /^Release/ }).click()
    await banner.waitFor({ state: 'detached' })
    expect(unexpected()).toEqual([])
    await page.goto(`${town.url}/console/`)
    await page.getByText('Agents by state').waitFor()
  })

  test('tells of like acts in one notice, whose undo takes all of them back', async () => {
    // A page of its own, whose notices of ten seconds outlast a slow machine.
    const page = await desk.context.newPage()
    page.setDefaultTimeout(120_000)
    await page.addInitScript('{ const soon = window.setTimeout; window.setTimeout = (act, ms, ...rest) => soon(act, ms === 10_000 ? 300_000 : ms, ...rest) }')
    await page.goto(`${town.url}/console/agents`)
    const links = page.getByRole('list', { name: 'Agents' }).getByRole('link')
    for (const place of [0, 1, 2]) {
      await links.nth(place).click()
      await page.getByRole('button', { name: 'Pause' }).click()
      await page.getByRole('button', { name: 'Resume' }).waitFor()
      await page.getByRole('link', { name: 'Back to Agents' }).click()
    }
    await page.getByText('Paused 3 agents').waitFor()
    await expect.poll(() => page.locator('[data-sonner-toast][data-removed=false]').count()).toBe(1)
    await page.locator('[data-sonner-toast][data-removed=false]').getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Taken back: resumed 3 agents').waitFor()
    expect(await town.db.selectFrom('agents').select('id').where('state', '=', 'paused').execute()).toEqual([])
    expect(unexpected()).toEqual([])
  })

  test('keeps its frame where there is no page, and says where to go', async () => {
    const { page } = desk
    await page.goto(`${town.url}/console/agents-of-chaos`)
    await page.getByText('There is no such page').waitFor()
    await page.getByRole('navigation', { name: 'Console' }).getByRole('link', { name: 'Agents' }).waitFor()
    await page.getByRole('navigation', { name: 'Where to go' }).getByRole('link', { name: 'Live activity' }).click()
    await page.getByRole('heading', { name: 'Live activity' }).first().waitFor()
    expect(unexpected()).toEqual([])
  })

  test('lists its keys at a question mark, though not while one types', async () => {
    const { page } = desk
    await page.goto(`${town.url}/console/agents`)
    const keys = page.getByRole('dialog', { name: 'Keys' })
    await page.getByRole('searchbox', { name: 'Search by name' }).fill('who')
    await page.keyboard.press('?')
    expect(await keys.count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await keys.getByText('next and previous row').waitFor()
    await page.keyboard.press('Escape')
    await keys.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Keys' }).click()
    await keys.waitFor()
    await page.keyboard.press('Escape')
  })

  test('says what is wrong with a server\'s address, and of one it saved that nothing was tried', async () => {
    const { page } = desk
    await page.goto(`${town.url}/console/settings/providers`)
    await page.getByRole('button', { name: 'Own server' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Name').fill('Under the stairs')
    await form.getByLabel('Models').fill('some-model')
    await form.getByLabel('Base URL').fill('localhost:9/v1')
    await form.getByRole('button', { name: 'Store' }).click()
    await form.getByText('begins with http:// or https://').waitFor()
    await form.getByLabel('Base URL').fill('http://127.0.0.1:9/v1')
    await form.getByRole('button', { name: 'Store' }).click()
    await page.getByText('Nothing has been asked of it yet').waitFor()
    const row = page.locator('main li', { hasText: 'Under the stairs' })
    await row.getByRole('button', { name: 'Test' }).click()
    await row.getByText(/Nothing answers at/).first().waitFor()
    expect(await page.locator('main li', { hasText: 'OpenAI' }).first().getByRole('button', { name: 'Test' }).isDisabled()).toBe(true)
    expect(unexpected()).toEqual([])
  })

  test('asks an invited viewer for no address again, and shows them no act they may not do', async () => {
    const { page } = desk
    await page.goto(`${town.url}/console/settings/people`)
    await page.getByRole('button', { name: 'Invite' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('E-mail').fill('vera@troupe.example')
    await dialog.getByLabel('Role').selectOption('viewer')
    await dialog.getByRole('button', { name: 'Make the link' }).click()
    const link = await dialog.locator('pre').textContent()
    expect(unexpected()).toEqual([])

    const { context, page: guest, faults } = await openPage(browser, { width: 1440, height: 900 })
    await guest.goto(link ?? '')
    await guest.getByText(`${OWNER.name} invites you as viewer`).waitFor()
    expect(await guest.locator('input[name=email]').inputValue()).toBe('vera@troupe.example')
    expect(await guest.locator('input[name=email]').getAttribute('readonly')).not.toBeNull()
    await guest.locator('input[name=name]').fill('Vera Viewer')
    await guest.locator('input[name=password]').fill(OWNER.password)
    await guest.getByRole('button', { name: 'Join and sign in' }).click()
    await guest.getByText('You are a viewer').waitFor()
    await guest.goto(`${town.url}/console/agents`)
    await guest.getByRole('list', { name: 'Agents' }).getByRole('link').first().waitFor()
    expect(await guest.locator('main').getByRole('checkbox').count()).toBe(0)
    expect(await guest.getByRole('button', { name: /New agent|Kill switch/ }).count()).toBe(0)
    for (const path of ['personas/generate', 'personas/new', 'settings/models', 'audit']) {
      await guest.goto(`${town.url}/console/${path}`)
      await guest.getByText(/takes the role (operator|admin) or above; yours is viewer/).waitFor()
    }
    expect(faults.filter((fault) => !EXPECTED.test(fault))).toEqual([])
    await guest.goto(link ?? '')
    await guest.reload()
    await guest.getByText('This invitation has been used').waitFor()
    await context.close()
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
