/** Creators and their leads in the console, in a real browser: one is taken in, her profile edited and synced, leads found, read and changed. */
import type { Consumer, Creator, Page as ApiPage, PlannedAction } from '@troupe/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openPage, skipped, type WatchedPage } from './browser.ts'
import { OWNER, registerOwner, startInstance, type Api, type StoryInstance } from './instance.ts'

const TOKEN = 'a-bootstrap-token-for-a-story'
const NAMES = ['Ada Almeida', 'Ben Brandt', 'Chiara Costa', 'Dev Dahl', 'Elif Eze']

describe.skipIf(skipped !== null)('creators and their leads', () => {
  let town: StoryInstance
  let browser: Browser
  let api: Api
  let desk: WatchedPage
  let page: Page

  beforeAll(async () => {
    town = await startInstance({ sample: false, env: { TROUPE_BOOTSTRAP_TOKEN: TOKEN } })
    api = await registerOwner(town.url, TOKEN)
    browser = await openBrowser()
    desk = await openPage(browser, { width: 1440, height: 900 })
    page = desk.page
    await page.goto(`${town.url}/console/creators`)
    await page.getByLabel('E-mail').fill(OWNER.email)
    await page.locator('input[name=password]').fill(OWNER.password)
    await page.getByRole('button', { name: /sign in/i }).click()
  })

  afterAll(async () => {
    await browser?.close()
    await town?.[Symbol.asyncDispose]()
  })

  const dialog = () => page.getByRole('dialog')

  test('a creator is taken in by the username, and one that fails says how to mend it', async () => {
    await page.getByText('Creators live here').waitFor()
    await page.getByRole('button', { name: 'Onboard a creator' }).first().click()
    await dialog().getByLabel('Username').fill('nobody')
    await dialog().getByRole('button', { name: 'Onboard', exact: true }).click()
    await dialog().getByText('It did not work out').waitFor()
    await dialog().getByText(/Set PROFILE_API_URL/).first().waitFor()
    await dialog().getByRole('button', { name: 'Close' }).last().click()
    // A name of which nothing came is told as that, not as a creator with no leads.
    await page.getByText(/^Onboarding failed: No profile API is set up/).click()
    await page.getByText('nothing is known of “nobody” yet').waitFor()
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    await page.getByRole('link', { name: 'Creators', exact: true }).first().click()
    // On a laptop's screen every place is in sight.
    expect(await page.getByRole('navigation', { name: 'Console' }).evaluate((places) => places.scrollHeight - places.clientHeight)).toBe(0)

    await page.getByRole('button', { name: 'Onboard a creator' }).click()
    await dialog().getByLabel('Username').fill('amara-okafor')
    await dialog().getByRole('button', { name: 'Onboard', exact: true }).click()
    await dialog().getByText('Amara Okafor is here').waitFor()
    await dialog().getByRole('link', { name: 'Open the profile' }).click()
    await page.getByRole('textbox', { name: 'Pitch' }).waitFor()
    expect((await api.get<ApiPage<Creator>>('/api/creators')).items.map(({ username, job }) => [username, job?.step])).toEqual([['amara-okafor', 'done'], ['nobody', 'failed']])
  })

  test('what is typed into a profile outlives a reload and a sync, and goes back to the sync when it is given back', async () => {
    const pitch = page.getByRole('textbox', { name: 'Pitch' })
    const sync = page.getByRole('button', { name: 'Sync', exact: true })
    const written = await pitch.inputValue()
    await pitch.fill('Come and talk for a quarter of an hour.')
    await page.reload()
    await page.getByText('1 field changed').waitFor()
    expect(await pitch.inputValue()).toBe('Come and talk for a quarter of an hour.')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('edited by hand').waitFor()
    await sync.click()
    await dialog().getByText('Edited by hand and left alone: Pitch.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Give Pitch back to the sync' }).click()
    await page.getByText('edited by hand').waitFor({ state: 'detached' })
    await sync.click()
    await dialog().getByText('The sync changed 1 field').waitFor()
    await dialog().getByText('quarter of an').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => pitch.inputValue()).toBe(written)

    await page.getByRole('link', { name: 'Products' }).click()
    await page.getByRole('button', { name: 'Add a product' }).click()
    await dialog().getByRole('button', { name: 'Add it' }).click()
    await dialog().getByText('Fill this in.').waitFor()
    await dialog().getByLabel('Name').fill('Letter of reference')
    await dialog().getByLabel('Price').fill('12.50')
    await dialog().getByRole('button', { name: 'Add it' }).click()
    await page.getByRole('listitem').filter({ hasText: 'Letter of reference' }).getByText('12.50').waitFor()
    await page.getByRole('link', { name: 'Onboarding log' }).click()
    await page.getByText('What came back').first().click()
    await page.locator('pre').first().waitFor()
  })

  test('leads are found by stage, name and tag, and opened by key', async () => {
    const creator = (await api.get<ApiPage<Creator>>('/api/creators')).items.find(({ username }) => username === 'amara-okafor')
    for (const [place, name] of NAMES.entries()) {
      const lead = await api.post<Consumer>('/api/consumers', { creatorId: creator?.id, name, email: `${name.split(' ')[0]?.toLowerCase()}@example.com`, tags: place < 2 ? ['spring'] : [], consents: place === 0 ? [{ channel: 'email', status: 'granted', source: 'the form' }] : [] })
      expect(lead.name).toBe(name)
    }
    // Both at once: between the two lies a second at most, and a busy machine takes longer for an answer to the first.
    await Promise.all([page.keyboard.press('g'), page.keyboard.press('e')])
    const list = page.getByRole('list', { name: 'Leads' })
    await list.getByText('Elif Eze').waitFor()
    await list.getByRole('button', { name: 'spring' }).first().click()
    await expect.poll(() => list.getByRole('listitem').count()).toBe(2)
    expect(page.url()).toContain('tag=spring')
    await page.keyboard.press('/')
    await page.keyboard.type('ada')
    // What is typed is searched for when no more comes, and the list of it is another one.
    await page.waitForURL(/query=ada/)
    await expect.poll(() => list.getByRole('listitem').count()).toBe(1)
    await list.getByRole('button', { name: /^Score/ }).click()
    await page.getByText('of 100').waitFor()
    await page.keyboard.press('Escape')
    // The button of the score is focused still, and the row one goes to is what Enter opens.
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Ada Almeida' }).waitFor()
  })

  test('a lead is edited, and what it agreed to recorded with who said so', async () => {
    await page.getByText('the form').first().waitFor()
    await page.getByRole('button', { name: 'Edit' }).click()
    await dialog().getByLabel('Phone').fill('+49 30 1234567')
    await dialog().getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('+49301234567').first().waitFor()
    await page.getByRole('button', { name: 'Record…' }).click()
    await dialog().getByLabel('Channel', { exact: true }).selectOption('sms')
    await dialog().getByLabel('Where it was said').fill('on the phone')
    await dialog().getByRole('button', { name: 'Record it' }).click()
    await page.getByText('on the phone').first().waitFor()
    await page.getByText('How it came to').click()
    await page.getByText('SMS granted').waitFor()
    expect((await api.get<ApiPage<Consumer>>('/api/consumers?query=ada%40example.com')).items[0]?.consents.sms).toMatchObject({ status: 'granted', source: 'on the phone' })
  })

  test('a file of leads is looked through before it is written, with what is wrong by row', async () => {
    await page.goto(`${town.url}/console/leads`)
    await page.getByRole('button', { name: 'Import' }).click()
    // As spreadsheets of old write it: no UTF-8.
    await dialog().getByLabel('CSV file').setInputFiles({ name: 'fair.csv', mimeType: 'text/csv', buffer: Buffer.from('Full name,Mail,Booth\nGréta Güpta,greta@example.com,7\nIvo Ito,not an address,8\n', 'latin1') })
    await dialog().getByRole('list', { name: 'What is wrong' }).getByText('Row').first().waitFor()
    await dialog().getByLabel('What the column Booth is').selectOption('attributes.Booth')
    await dialog().getByRole('button', { name: 'Import 1 lead', exact: true }).click()
    await dialog().waitFor({ state: 'detached' })
    const found = await api.get<ApiPage<Consumer>>('/api/consumers?query=greta%40example.com')
    expect(found.items.map(({ name, context }) => [name, context.attributes['Booth']])).toEqual([['Gréta Güpta', '7']])
  })

  test('events come in live, wait behind a pause without being lost, and tell what they are', async () => {
    const lead = (await api.get<ApiPage<Consumer>>('/api/consumers?query=ada%40example.com')).items[0]
    const happens = (type: string, payload: object = {}) => api.post('/api/events', { type, consumerId: lead?.id, payload })
    await happens('page_view', { path: '/services' })
    await page.goto(`${town.url}/console/events`)
    const list = page.getByRole('list', { name: 'Events, newest first' })
    await list.getByText('/services').waitFor()
    // Nothing moves under the pointer, so it goes elsewhere.
    await page.mouse.move(5, 895)
    await happens('service_click', { service: 'Intro call' })
    await list.getByText('Intro call').waitFor()
    await page.keyboard.press(' ')
    await happens('booking_created', { service: 'Mock interview' })
    await page.getByText(/\(\d new\)/).waitFor()
    expect(await list.getByText('Mock interview').count()).toBe(0)
    await page.keyboard.press(' ')
    await list.getByText('Mock interview').waitFor()

    await list.getByText('Mock interview').click()
    await dialog().getByText('Turns it woke').waitFor()
    await dialog().getByText('Payload').click()
    await dialog().locator('pre').getByText('Mock interview').waitFor()
    expect(page.url()).toContain('event=')
    await dialog().getByRole('link', { name: 'Ada Almeida' }).click()
    await page.getByRole('list', { name: 'Timeline, newest first' }).getByText('Booking created').waitFor()
  })

  test('a message by hand is planned, and told in the timeline', async () => {
    await page.getByRole('button', { name: 'Message' }).click()
    await dialog().getByLabel('Subject').fill('Your mock interview')
    await dialog().getByLabel('Text').fill('See you on Tuesday.')
    await dialog().getByRole('button', { name: 'Send' }).click()
    await dialog().waitFor({ state: 'detached' })
    // Under the pointer nothing may move: it goes elsewhere.
    await page.mouse.move(5, 895)
    await page.getByRole('list', { name: 'Timeline, newest first' }).getByText('See you on Tuesday.').first().waitFor()
    const actions = await api.get<ApiPage<PlannedAction>>('/api/actions')
    expect(actions.items.map(({ content }) => content?.text)).toContain('See you on Tuesday.')
    expect(desk.faults.filter((fault) => !/40[134]/.test(fault))).toEqual([])
  })
})
