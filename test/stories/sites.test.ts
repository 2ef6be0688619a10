/** An owner adds sites in a real browser: what belongs to others is refused, what is theirs is proved, and a lost proof stops the agents. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page as ApiPage, Site } from '@troupe/contract'
import { sql } from 'kysely'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openPage, skipped, type WatchedPage } from './browser.ts'
import { OWNER, registerOwner, startInstance, type Api, type StoryInstance } from './instance.ts'

const BOOTSTRAP = 'bootstrap-token-of-a-story'

describe.skipIf(skipped !== null)('sites of one\'s own', () => {
  let town: StoryInstance
  let owner: Api
  let browser: Browser
  let desk: WatchedPage
  let gallery: Server
  let address: string
  let asked = 0

  beforeAll(async () => {
    gallery = createServer((_request, response) => {
      asked += 1
      response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => gallery.listen(0, '127.0.0.1', resolve))
    address = `http://127.0.0.1:${(gallery.address() as AddressInfo).port}`
    town = await startInstance({ sample: false, env: { TROUPE_BOOTSTRAP_TOKEN: BOOTSTRAP } })
    owner = await registerOwner(town.url, BOOTSTRAP)
    browser = await openBrowser()
    desk = await openPage(browser, { width: 1024, height: 900 })
    const { page } = desk
    await page.goto(`${town.url}/console/settings/sites`)
    await page.locator('input[name=email]').fill(OWNER.email)
    await page.locator('input[name=password]').fill(OWNER.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
  })

  afterAll(async () => {
    await browser.close()
    await town[Symbol.asyncDispose]()
    gallery.closeAllConnections()
    gallery.close()
  })

  const unexpected = (): string[] => desk.faults.filter((fault) => !/status of (40[0139]|429)/.test(fault))
  const all = async (): Promise<Site[]> => (await owner.get<ApiPage<Site>>('/api/platforms')).items

  test('an empty list teaches; mastodon.social is refused, and what was typed is kept', async () => {
    const { page } = desk
    await page.getByText('No outside sites yet').waitFor()
    await page.getByRole('button', { name: 'Add a site' }).click()
    await page.getByRole('radio', { name: /Mastodon-API server/ }).check()
    await page.getByLabel('Address').fill('https://mastodon.social')
    await page.keyboard.press('Enter')
    await page.getByText(/mastodon\.social cannot be added\. It belongs to Mastodon/).waitFor()
    expect(await page.getByLabel('Address').inputValue()).toBe('https://mastodon.social')
    expect(await all()).toEqual([])
    expect(unexpected()).toEqual([])
  })

  test('a public one is shown what to serve, and told exactly what a check found', async () => {
    const { page } = desk
    await page.getByLabel('Address').fill('https://gallery.invalid')
    await page.getByLabel('Name').fill('The glass gallery')
    await page.getByLabel(/Access token/).fill('token-of-the-gallery')
    await page.getByRole('button', { name: 'Add and go on' }).click()
    await page.getByRole('heading', { name: 'Prove that The glass gallery is yours' }).waitFor()
    const [site] = await all() as [Site]
    expect(site).toMatchObject({ state: 'unproven', kind: 'mastodon', lastCheck: null, credentials: { ending: 'lery' } })
    await page.getByText(site.proof.token).waitFor()
    await page.getByText(site.proof.url, { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Check now' }).last().click()
    await page.getByRole('status').filter({ hasText: 'gallery.invalid could not be reached' }).waitFor()
    await page.getByRole('button', { name: /Check again in \d+ s/ }).waitFor()
    await page.getByRole('button', { name: 'Later' }).click()
    await page.getByRole('list', { name: 'Sites' }).getByText('not proved yet').waitFor()
    expect(unexpected()).toEqual([])
  })

  test('one within the private network is owned at once', async () => {
    const { page } = desk
    await page.getByRole('button', { name: 'Add a site' }).click()
    await page.getByLabel('Address').fill(address)
    await page.getByRole('button', { name: 'Add and go on' }).click()
    await page.getByText(/counts as owned and needs no file/).waitFor()
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('list', { name: 'Sites' }).getByText('private network', { exact: true }).waitFor()
    expect(asked).toBe(1)
  })

  test('a proved one without agents offers to make some there, and shows why another can have none', async () => {
    const { page } = desk
    const site = (await all()).find(({ origin }) => origin === address)
    await page.getByRole('button', { name: 'New agents here' }).click()
    const dialog = page.getByRole('dialog', { name: 'New agent' })
    const where = dialog.getByLabel('Where')
    expect(await where.inputValue()).toBe(site?.id)
    expect(await where.locator('option:disabled').allTextContents()).toEqual(['The glass gallery, gallery.invalid (not proved to be yours yet)'])
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    expect(unexpected()).toEqual([])
  })

  test('a grant that is withdrawn stops its agents; the list says so, and deleting counts them', async () => {
    const { page } = desk
    const site = (await all()).find(({ origin }) => origin === address)
    await sql`INSERT INTO projects (id, workspace_id, name, wake, created_at) SELECT gen_random_uuid(), id, 'Gallery', '{"kind":"rhythm"}', 0 FROM workspaces`.execute(town.db)
    await sql`INSERT INTO agents (id, workspace_id, project_id, name, platform, brain, state, state_since, site_id, created_at)
      SELECT gen_random_uuid(), workspace_id, id, 'Ada', 'showcase', '{"kind":"habit"}', 'asleep', 0, ${site?.id}, 0 FROM projects, generate_series(1, 2)`.execute(town.db)
    await town.db.updateTable('workspaces').set({ private_network: false }).execute()
    await page.getByRole('button', { name: 'Check now' }).click()
    await page.getByText('proof lost').waitFor()
    await page.getByText(/has not been granted its private network/).waitFor()
    expect((await town.db.selectFrom('agents').select('state').execute()).map(({ state }) => state)).toEqual(['offline', 'offline'])

    await page.getByRole('button', { name: `More about ${new URL(address).host}` }).click()
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    await page.getByText(/^2 agents go with it/).waitFor()
    await page.getByRole('button', { name: 'Delete it with its 2 agents' }).click()
    await page.getByText(`${new URL(address).host} is deleted.`).waitFor()
    expect([(await all()).map(({ name }) => name), await town.db.selectFrom('agents').select('id').execute()]).toEqual([['The glass gallery'], []])
    expect(unexpected()).toEqual([])
  })
})
