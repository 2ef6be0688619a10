/** The fleet in a real browser: one archetype is held still and all go on again; a project gets its place; an agent's page says what it does. */
import type { AuditEntry, Page as ApiPage, Project } from '@troupe/contract'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadPack } from '../../packages/server/src/persona/pack/load-packs.ts'
import { openBrowser, openPage, skipped, type WatchedPage } from './browser.ts'
import { OWNER, registerOwner, startInstance, type Api, type StoryInstance } from './instance.ts'

if (skipped !== null) process.stderr.write(`Browser stories are skipped: ${skipped}\n`)

/** Asked before anybody has signed in, who one is gets the answer 401; a browser notes that as an error. */
const EXPECTED = /status of 401/
const TOKEN = 'the-fleet-sails-at-dawn'

describe.skipIf(skipped !== null)('the fleet', () => {
  let town: StoryInstance
  let owner: Api
  let browser: Browser
  let desk: WatchedPage

  beforeAll(async () => {
    town = await startInstance({ env: { TROUPE_BOOTSTRAP_TOKEN: TOKEN } })
    owner = await registerOwner(town.url, TOKEN)
    await town.db.updateTable('agents').set({ wake_at: null }).execute()
    browser = await openBrowser()
    desk = await openPage(browser, { width: 1440, height: 900 })
    await desk.page.goto(`${town.url}/console/login`)
    await desk.page.locator('input[name=email]').fill(OWNER.email)
    await desk.page.locator('input[name=password]').fill(OWNER.password)
    await desk.page.getByRole('button', { name: 'Sign in' }).click()
    await desk.page.getByRole('heading', { name: 'Dashboard' }).first().waitFor()
  })

  afterAll(async () => {
    await browser.close()
    await town[Symbol.asyncDispose]()
  })

  const unexpected = (): string[] => desk.faults.filter((fault) => !EXPECTED.test(fault))
  const paused = async (): Promise<number> => (await town.db.selectFrom('agents').select('id').where('state', '=', 'paused').execute()).length

  test('shows everybody, with the rhythm of the day and a line at the present, and live what they do', async () => {
    const { page } = desk
    await page.getByRole('navigation', { name: 'Console' }).getByRole('link', { name: 'Fleet' }).click()
    const rows = page.getByRole('list', { name: 'Fleet', exact: true })
    await rows.getByRole('img', { name: /Peaks today|No peak today|Dormant/ }).first().waitFor()
    expect(await rows.locator('[data-now]').count()).toBeGreaterThan(5)
    await page.getByText(/Spent today/).first().waitFor()
    const { id, name } = await town.db.selectFrom('agents').select(['id', 'name']).orderBy('id', 'desc').executeTakeFirstOrThrow()
    const before = await rows.getByRole('listitem').filter({ hasText: name }).textContent()
    await town.wake([id])
    await town.settled()
    await expect.poll(() => rows.getByRole('listitem').filter({ hasText: name }).textContent()).not.toBe(before)
    expect(unexpected()).toEqual([])
  })

  test('pauses one archetype, asks first where they are many, and tells how many changed', async () => {
    const { page } = desk
    const { archetype, count } = await town.db.selectFrom('agents').innerJoin('personas', 'personas.id', 'agents.persona_id').select(['personas.archetype', (is) => is.fn.countAll<number>().as('count')])
      .groupBy('personas.archetype').having((is) => is.fn.countAll(), '>', 1).orderBy('personas.archetype').executeTakeFirstOrThrow()
    // By the name that its pack gives it.
    const packs = await Promise.all(['agora', 'gallery'].map((id) => loadPack(new URL(`../../archetypes/${id}`, import.meta.url).pathname)))
    const label = `Pause ${packs.flatMap(({ archetypes }) => archetypes).find(({ id }) => id === archetype)?.name ?? ''}`
    await page.getByRole('navigation', { name: 'Fleet, seen by' }).getByRole('link', { name: 'Archetypes' }).click()
    await page.getByRole('button', { name: label, exact: true }).click()
    const question = page.getByRole('dialog', { name: `Pause ${count} agents?` })
    await question.getByText('Those that match:').waitFor()
    expect(await paused()).toBe(0)
    await question.getByRole('button', { name: `Pause ${count} agents` }).click()
    await page.getByText(`Paused ${count} agents`).waitFor()
    expect(await paused()).toBe(count)
    const states = await town.db.selectFrom('agents').innerJoin('personas', 'personas.id', 'agents.persona_id').select('agents.state').distinct().where('personas.archetype', '=', archetype).execute()
    expect(states).toEqual([{ state: 'paused' }])
    expect(unexpected()).toEqual([])
  })

  test('resumes all, takes it back, and resumes them for good', async () => {
    const { page } = desk
    const were = await paused()
    await page.getByRole('button', { name: 'Resume all' }).click()
    await page.getByRole('dialog').getByRole('button', { name: `Resume ${were} agents` }).click()
    await page.getByText(`Resumed ${were} agents`).waitFor()
    expect(await paused()).toBe(0)
    await page.getByRole('listitem').filter({ hasText: `Resumed ${were} agents` }).getByRole('button', { name: 'Undo' }).click()
    await expect.poll(paused).toBe(were)
    await page.getByRole('button', { name: 'Resume all' }).click()
    await page.getByRole('dialog').getByRole('button', { name: `Resume ${were} agents` }).click()
    await expect.poll(paused).toBe(0)
    await expect.poll(async () => (await owner.get<ApiPage<AuditEntry>>('/api/audit?action=agents-resumed')).items.length).toBe(2)
    expect(unexpected()).toEqual([])
  })

  test('narrows by words in the address, and says so where nobody matches', async () => {
    const { page } = desk
    await page.goto(`${town.url}/console/fleet`)
    await page.getByRole('searchbox', { name: 'Search by name' }).fill('nobody is called so')
    await page.getByText('No agent matches').waitFor()
    expect(page.url()).toContain('query=')
    await page.getByRole('button', { name: 'Clear the filters' }).click()
    await page.getByRole('list', { name: 'Fleet', exact: true }).getByRole('listitem').first().waitFor()
    await page.getByRole('button', { name: /Your time/ }).click()
    await page.getByRole('button', { name: 'Their own time' }).waitFor()
    expect(page.url()).toContain('clock=own')
    expect(unexpected()).toEqual([])
  })

  test('tells on an agent\'s page what it did and thought last, and when it wakes', async () => {
    const { page } = desk
    await page.goto(`${town.url}/console/fleet`)
    await page.getByRole('list', { name: 'Fleet', exact: true }).getByRole('link').first().click()
    const now = page.getByRole('region', { name: 'Now' })
    await now.getByText('Last thought').waitFor()
    await now.getByText(/Most often today|No peak today|Dormant all day/).waitFor()
    await now.getByText('Spent today').waitFor()
    expect(unexpected()).toEqual([])
  })

  test('leads to ramp-up plans with every day before one begins', async () => {
    const { page } = desk
    const { items: [project] } = await owner.get<ApiPage<Project>>('/api/projects')
    await page.goto(`${town.url}/console/fleet?view=plans&projectId=${project?.id}`)
    await page.getByText('No plan for this project').waitFor()
    await page.getByRole('link', { name: 'New plan' }).click()
    await page.getByRole('columnheader', { name: 'Running then' }).waitFor()
    await page.getByRole('button', { name: 'Save as a draft' }).click()
    await page.waitForURL(/\/ramp-ups\/[0-9a-f-]{36}/)
    await page.goto(`${town.url}/console/fleet?view=plans`)
    await page.getByText('Day by day').click()
    await page.getByRole('rowheader', { name: '7' }).waitFor()
    expect(unexpected()).toEqual([])
  })

  test('makes a project for the gallery, publishes its world once asked, and lets people join', async () => {
    const { page } = desk
    await page.goto(`${town.url}/console/projects`)
    await page.getByRole('button', { name: 'New project' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Name').fill('Sunday painters')
    await form.getByLabel('Gallery').check()
    await form.getByRole('button', { name: 'Make the project' }).click()
    await page.waitForURL(/\/projects\/[0-9a-f-]{36}/)
    await page.getByRole('switch', { name: 'Public' }).click()
    await page.getByRole('dialog', { name: 'Make Sunday painters public?' }).getByRole('button', { name: 'Make it public' }).click()
    await page.getByRole('link', { name: /^\/w\// }).waitFor()
    await page.getByLabel('May join').selectOption('approval')
    await page.getByText('Whoever signs up waits here').waitFor()
    await page.getByRole('button', { name: 'Make it the site’s gallery' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Make it the site’s gallery' }).click()
    await page.getByText('It is the site’s gallery, so it stays public').waitFor()
    const world = await town.db.selectFrom('worlds').select(['place', 'public', 'joining', 'is_default']).where('name', '=', 'Sunday painters').executeTakeFirstOrThrow()
    expect(world).toEqual({ place: 'gallery', public: true, joining: 'approval', is_default: true })
    expect(unexpected()).toEqual([])
  })

  test.each(['/console/fleet', '/console/fleet?view=archetypes', '/console/fleet?view=plans', '/console/projects'])('%s fits a phone and a tablet', async (path) => {
    const { page } = desk
    for (const width of [390, 1024]) {
      await page.setViewportSize({ width, height: 844 })
      await page.goto(`${town.url}${path}`)
      await page.locator('h1').first().waitFor()
      await page.waitForLoadState('load')
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
      expect(await page.evaluate(`[...document.querySelectorAll('main li button, main header button')].every((each) => each.getBoundingClientRect().right <= window.innerWidth)`)).toBe(true)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
    expect(unexpected()).toEqual([])
  })
})
