/** The simulation lab in a real browser: a run begun from the form, watched to its end, branched, compared, its people asked. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page as ApiPage, Simulation } from '@troupe/contract'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openPage, skipped, type WatchedPage } from './browser.ts'
import { OWNER, registerOwner, startInstance, type Api, type StoryInstance } from './instance.ts'

const BOOTSTRAP = 'bootstrap-token-of-a-story'
/** Each run is a process of its own, and the machine may be busy. */
const WORK_MOST_MS = 200_000

if (skipped !== null) process.stderr.write(`Browser stories are skipped: ${skipped}\n`)

describe.skipIf(skipped !== null)('the simulation lab', () => {
  let town: StoryInstance
  let owner: Api
  let browser: Browser
  let desk: WatchedPage
  let runs: string

  beforeAll(async () => {
    runs = await mkdtemp(join(tmpdir(), 'troupe-lab-'))
    town = await startInstance({ sample: false, env: { TROUPE_BOOTSTRAP_TOKEN: BOOTSTRAP, TROUPE_RUNS_DIR: runs } })
    owner = await registerOwner(town.url, BOOTSTRAP)
    browser = await openBrowser()
    desk = await openPage(browser, { width: 1440, height: 900 })
    const { page } = desk
    await page.goto(`${town.url}/console/simulations`)
    await page.locator('input[name=email]').fill(OWNER.email)
    await page.locator('input[name=password]').fill(OWNER.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
  })

  afterAll(async () => {
    await browser.close()
    await town[Symbol.asyncDispose]()
    await rm(runs, { recursive: true, force: true })
  })

  const unexpected = (): string[] => desk.faults.filter((fault) => !/status of 40[01]/.test(fault))
  const all = async (): Promise<Simulation[]> => (await owner.get<ApiPage<Simulation>>('/api/simulations')).items
  const finished = (): Promise<void> => desk.page.locator('header').getByText('done', { exact: true }).waitFor({ timeout: WORK_MOST_MS })

  test('an empty lab teaches, and leads to the form', async () => {
    const { page } = desk
    await page.getByText('npx troupe simulate').waitFor()
    await page.getByRole('link', { name: 'New simulation' }).click()
    await page.getByRole('heading', { name: 'New simulation' }).waitFor()
    await page.getByText(/^60 people over 1 d: about/).waitFor()
    expect(unexpected()).toEqual([])
  })

  test('the form says as one types what is wrong, and keeps what was typed', async () => {
    const { page } = desk
    await page.getByLabel('Interventions').fill('interventions:\n  - at: 3h\n    do: { ban: @ada }')
    await page.getByText(/Line 3: A name with @/).waitFor()
    expect(await page.getByRole('button', { name: 'Begin' }).isDisabled()).toBe(true)
    await page.getByLabel('Interventions').fill('interventions:\n  - at: 3h\n    do: { ban: nobody-here }')
    await page.getByLabel('Name').fill('Small town')
    await page.getByLabel('How many').fill('0')
    await page.getByLabel('Simulated time').fill('6')
    await page.getByText('Use 1 or more.').waitFor()
    await page.getByLabel('How many').fill('12')
    await page.getByText(/^12 people over 6 h/).waitFor()
    await page.reload()
    expect(await page.getByLabel('Name').inputValue()).toBe('Small town')
    await page.getByRole('button', { name: 'Begin' }).click()
    await page.getByText(/Line 3: .*nobody is called/i).waitFor({ timeout: WORK_MOST_MS })
    expect(await all()).toEqual([])
  })

  test('a run is begun and watched to its end', async () => {
    const { page } = desk
    await page.getByLabel('Interventions').fill('')
    await page.getByRole('button', { name: 'Begin' }).click()
    await page.waitForURL(/\/simulations\/runs\//, { timeout: WORK_MOST_MS })
    await finished()
    await page.getByText('Mon 5 Jan, 06:00', { exact: true }).first().waitFor()
    await page.getByRole('link', { name: 'Inputs' }).click()
    const [run] = await all()
    await page.getByText(run?.journalSha256 ?? 'no hash').waitFor()
    await page.getByText(run?.command ?? 'no command').waitFor()
    expect(unexpected()).toEqual([])
  })

  test('it branches, and the branch stands below it in the tree', async () => {
    const { page } = desk
    const hash = (await all())[0]?.journalSha256
    await page.getByRole('button', { name: 'Branch…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('After its beginning').fill('3')
    await dialog.getByLabel('Recommender from there on').selectOption('random')
    await dialog.getByRole('button', { name: 'Branch and run' }).click()
    await page.getByRole('heading', { name: 'Small town · random' }).waitFor({ timeout: WORK_MOST_MS })
    await finished()
    expect((await all()).map(({ parent }) => parent)).toEqual(['small-town', null])
    expect((await all())[1]?.journalSha256).toBe(hash)
    await page.goto(`${town.url}/console/simulations/tree`)
    const names = page.getByRole('list', { name: 'Runs and their branches' }).getByRole('link', { name: /Small town/ })
    await names.first().waitFor()
    expect(await names.allTextContents()).toEqual(['Small town', 'Small town · random'])
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(/runs\/small-town$/)
  })

  test('two are chosen in the list and compared: figures, where they part, lines over each other', async () => {
    const { page } = desk
    await page.goto(`${town.url}/console/simulations`)
    await page.getByRole('checkbox', { name: 'Choose Small town', exact: true }).check()
    await page.getByText('choose another to compare').waitFor()
    await page.getByRole('checkbox', { name: 'Choose Small town · random' }).check()
    await page.getByRole('link', { name: 'Compare' }).click()
    await page.getByText('2 runs, side by side').waitFor({ timeout: WORK_MOST_MS })
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(10)
    expect(await page.getByText(/parts from Small town at/).textContent()).toMatch(/Mon 5 Jan, 0[345]/)
    await page.getByRole('heading', { name: /^Busiest hour: / }).waitFor({ timeout: WORK_MOST_MS })
    await page.locator('figure [role=img] svg').first().waitFor()
    expect(unexpected()).toEqual([])
  })

  test('its people answer from what they remember, and its journal stays what it was', async () => {
    const { page } = desk
    const before = (await all()).map(({ journalSha256 }) => journalSha256)
    await page.goto(`${town.url}/console/simulations/runs/small-town?tab=interview`)
    await page.getByText('The world stays unchanged').waitFor()
    await page.getByLabel('How many').fill('3')
    await page.getByLabel('Question', { exact: true }).fill('Should the bridge be closed?')
    await page.getByLabel('Answer as').selectOption('choice')
    await page.getByLabel('Answers to choose from').fill('Yes\nNo')
    await page.getByRole('button', { name: 'Ask', exact: true }).click()
    const answers = page.getByRole('region', { name: 'Answers' })
    await answers.waitFor({ timeout: WORK_MOST_MS })
    expect(await answers.getByRole('listitem').count()).toBe(3)
    expect(await answers.textContent()).toMatch(/3 people as of Mon 5 Jan, 06:00/)
    expect((await all()).map(({ journalSha256 }) => journalSha256)).toEqual(before)
  })

  test.each(['', '/new', '/tree', '/runs/small-town', '/runs/small-town?tab=charts', '/compare?runs=small-town,small-town-random'])('simulations%s fits a phone', async (path) => {
    const { page } = desk
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`${town.url}/console/simulations${path}`)
    await page.locator('h1').first().waitFor()
    await page.waitForLoadState('load')
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
    expect(unexpected()).toEqual([])
  })
})
