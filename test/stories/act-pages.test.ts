/** What is said to leads, in a real browser: rules tried and saved, an agent made and tried, approvals decided, the queue set right, a goal set. */
import type { ActionPage, Agent, Approval, Consumer, Creator, Goal, Page as ApiPage, StoredPolicy, Suppression } from '@troupe/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openBrowser, openPage, skipped, type WatchedPage } from './browser.ts'
import { OWNER, registerOwner, startInstance, type Api, type StoryInstance } from './instance.ts'

const TOKEN = 'a-bootstrap-token-for-a-story'
const NAMES = ['Ada Almeida', 'Ben Brandt', 'Chiara Costa', 'Dev Dahl']

describe.skipIf(skipped !== null)('pages of what is said to leads', () => {
  let town: StoryInstance
  let browser: Browser
  let api: Api
  let desk: WatchedPage
  let page: Page
  const leads: Consumer[] = []

  beforeAll(async () => {
    town = await startInstance({ sample: false, env: { TROUPE_BOOTSTRAP_TOKEN: TOKEN } })
    api = await registerOwner(town.url, TOKEN)
    const { creatorId } = await api.post<{ creatorId: string }>('/api/onboarding', { username: 'amara-okafor' })
    await vi.waitFor(async () => expect((await api.get<Creator>(`/api/creators/${creatorId}`)).job?.step).toBe('done'), { timeout: 60_000 })
    for (const name of NAMES) leads.push(await api.post<Consumer>('/api/consumers', { creatorId, name, email: `${name.split(' ')[0]?.toLowerCase()}@example.com`, timezone: 'Europe/Berlin', consents: [{ channel: 'email', status: 'granted', source: 'the form' }] }))
    browser = await openBrowser()
    desk = await openPage(browser, { width: 1440, height: 900 })
    page = desk.page
    await page.goto(`${town.url}/console/rules`)
    await page.getByLabel('E-mail').fill(OWNER.email)
    await page.locator('input[name=password]').fill(OWNER.password)
    await page.getByRole('button', { name: /sign in/i }).click()
  })

  afterAll(async () => {
    await browser?.close()
    await town?.[Symbol.asyncDispose]()
  })

  const dialog = () => page.getByRole('dialog')
  const actions = async (query = '') => (await api.get<ActionPage>(`/api/actions?${query}`)).items
  const stateOf = async (id: string | undefined) => (await actions()).find((action) => action.id === id)?.state
  /** The executor looks for what is due by itself. */
  const becomes = (id: string | undefined, state: string) => expect.poll(() => stateOf(id)).toBe(state)
  const pickLead = async (name: string) => {
    await page.getByRole('button', { name: 'Choose a lead' }).click()
    await page.getByRole('button', { name: new RegExp(name) }).click()
  }

  test('rules are tried on a lead before they are saved, asked about where they let more through, and taken back', async () => {
    await pickLead('Ada Almeida')
    await page.getByLabel('At', { exact: true }).fill('2026-12-01')
    await page.getByLabel('Time of day').fill('200')
    await page.getByText(/^It would wait until Tue 1 Dec, 08:00/).waitFor()
    // By 24 hours, whatever language the browser speaks; what is no time is said so beside it.
    await page.getByLabel('From', { exact: true }).fill('half past')
    await page.getByLabel('From', { exact: true }).blur()
    await page.getByText('A time such as 21:00').waitFor()
    await page.getByLabel('From', { exact: true }).fill('9 pm')
    await page.getByLabel('From', { exact: true }).blur()
    expect(await page.getByLabel('From', { exact: true }).inputValue()).toBe('21:00')
    await page.getByText('A time such as 21:00').waitFor({ state: 'detached' })
    await page.getByRole('switch', { name: 'Quiet hours' }).click()
    await page.getByText('It would go out at once.').waitFor()
    await page.getByText('Before every message').click()
    await page.getByText('It would wait for a person’s yes.').waitFor()
    await page.getByLabel('Line', { exact: true }).fill('Too short')
    await page.getByRole('button', { name: 'Save the rules' }).click()
    await page.getByText('Use at least 10 characters.').waitFor()
    await page.getByLabel('Line', { exact: true }).fill('Written by a program on behalf of {creator}.')
    await page.getByRole('button', { name: 'Save the rules' }).click()
    await dialog().getByText('No quiet hours: messages go out at night too.').waitFor()
    expect((await api.get<StoredPolicy>('/api/policies')).inherited).toBe(true)
    await dialog().getByRole('button', { name: 'Save the rules' }).click()
    await page.getByText('Saved for all creators.').waitFor()
    const saved = await api.get<StoredPolicy>('/api/policies')
    expect(saved.policy).toMatchObject({ quietHours: null, approval: { mode: 'always' }, disclosure: 'Written by a program on behalf of {creator}.' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Taken back: the rules are as they were.').waitFor()
    expect((await api.get<StoredPolicy>('/api/policies')).inherited).toBe(true)
    await page.getByText('Before every message').click()
    await page.getByRole('switch', { name: 'Quiet hours' }).click()
    await page.getByRole('button', { name: 'Save the rules' }).click()
    await dialog().getByRole('button', { name: 'Save the rules' }).click()
    await page.getByRole('button', { name: 'Go back to the standard rules' }).waitFor()
  })

  test('an address is put on the list of silence, and lifted after a question', async () => {
    await page.getByRole('link', { name: 'Never written to' }).first().click()
    await page.getByRole('button', { name: 'Add an address' }).first().click()
    await dialog().getByLabel('Address', { exact: true }).fill('silence@example.com')
    await dialog().getByRole('button', { name: 'Add it' }).click()
    const list = page.getByRole('list', { name: 'Addresses never written to' })
    await list.getByText('put on the list by hand').waitFor()
    await list.getByRole('button', { name: 'Lift…' }).click()
    await dialog().getByRole('button', { name: 'Lift it' }).click()
    await page.getByText('Nobody has asked for silence').waitFor()
    expect((await api.get<ApiPage<Suppression>>('/api/suppressions')).items).toEqual([])
  })

  test('an agent of leads is made with a filter, and tried out without leaving a trace', async () => {
    await page.goto(`${town.url}/console/agents`)
    await page.getByText('others look after a creator’s leads').waitFor()
    await page.getByRole('button', { name: 'New agent' }).first().click()
    await dialog().getByText('Writes to leads').click()
    await dialog().getByLabel('Whose leads').selectOption({ label: 'Amara Okafor’s' })
    await dialog().getByLabel('First view after').fill('0s')
    await dialog().getByRole('button', { name: 'Only if…' }).first().click()
    await page.getByRole('menuitem', { name: 'Has not bought yet' }).click()
    const filter = dialog().getByRole('textbox', { name: 'Only if' })
    const ready = await filter.inputValue()
    await filter.fill('{"==": [{"var": "process.env"}, 1]}')
    await dialog().getByText(/"process\.env" is not there/).waitFor()
    await dialog().getByRole('button', { name: 'Make the agent' }).click()
    await filter.fill(ready)
    await dialog().getByRole('button', { name: 'Make the agent' }).click()
    await page.getByRole('link', { name: 'Test bench' }).click()
    const [agent] = (await api.get<ApiPage<Agent>>('/api/agents?platform=messaging')).items
    expect(agent).toMatchObject({ name: 'Sales', state: 'idle', brain: { rules: 'sales', settings: { firstViewAfter: '0s' } }, creator: { name: 'Amara Okafor' } })
    expect(agent?.triggers[0]).toEqual({ eventType: 'page_view', filter: { '!=': [{ var: 'context.stage' }, 'converted'] } })

    await pickLead('Ada Almeida')
    await page.getByRole('button', { name: 'What would happen?' }).click()
    const outcome = page.getByRole('status', { name: 'What would happen' })
    await outcome.getByText(/^It would plan 1 message, which waits for a person/).waitFor()
    await outcome.getByText('Hi Ada').waitFor()
    await outcome.getByText('Every message needs a yes').first().waitFor()
    expect(await actions()).toEqual([])
  })

  test('what it plans is told in its turn, with a way to the event and to the queue', async () => {
    for (const { id } of leads) await api.post('/api/events', { type: 'page_view', consumerId: id, payload: { path: '/services' } })
    await expect.poll(async () => (await api.get<ApiPage<Approval>>('/api/approvals?state=waiting')).items.length).toBe(NAMES.length)
    await page.getByRole('link', { name: 'Turns', exact: true }).click()
    await page.getByText('woken by an event: page_view').first().click()
    await page.getByText('Write an e-mail').waitFor()
    await page.getByRole('link', { name: 'see the event' }).waitFor()
    await page.getByRole('link', { name: 'see it in the queue' }).click()
    await page.getByRole('complementary', { name: 'The action' }).getByText('waits for a yes').first().waitFor()
    await page.getByRole('link', { name: /^Approvals\s*4/ }).waitFor()
  })

  test('messages are approved, rejected and put otherwise; a yes that comes second is told who was first', async () => {
    await page.goto(`${town.url}/console/approvals`)
    const open = async (name: string) => {
      await page.getByRole('list', { name: 'Approvals' }).getByText(name).click()
      await page.getByRole('heading', { name: new RegExp(name) }).waitFor()
      return (await actions()).find(({ consumerName }) => consumerName === name)?.id
    }
    const decide = page.getByRole('toolbar', { name: 'Decide' })
    const ada = await open('Ada Almeida')
    await decide.getByRole('button', { name: 'Approve' }).click()
    await becomes(ada, 'executed')

    const ben = await open('Ben Brandt')
    await decide.getByLabel('Note').fill('Not now')
    await decide.getByRole('button', { name: 'Reject' }).click()
    await becomes(ben, 'cancelled')

    const chiara = await open('Chiara Costa')
    await decide.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('Words').fill('Hello Chiara, shall we talk?')
    await page.getByRole('button', { name: 'Save the words' }).click()
    await page.getByText('Hello Chiara, shall we talk?').first().waitFor()
    await decide.getByRole('button', { name: 'Approve' }).click()
    await becomes(chiara, 'executed')
    expect((await actions()).find(({ id }) => id === chiara)?.content?.text).toBe('Hello Chiara, shall we talk?')

    // Somebody else decides while this yes is on its way.
    const dev = await open('Dev Dahl')
    await page.route('**/api/approvals/*/approve', async (route) => {
      await api.post(route.request().url().replace(town.url, '').replace('/approve', '/reject'), route.request().postDataJSON() as object)
      await route.continue()
    }, { times: 1 })
    await decide.getByRole('button', { name: 'Approve' }).click()
    await page.getByText('Nothing of it is said.').waitFor()
    expect(await stateOf(dev)).toBe('cancelled')
  })

  test('whoever opens another, or leaves, while a decision is on its way stays there; what is decided leaves the list', async () => {
    const creatorId = leads[0]?.creatorId
    const names = ['Eva Eder', 'Finn Frey', 'Gwen Gold', 'Hugo Hart']
    for (const name of names) {
      const { id } = await api.post<Consumer>('/api/consumers', { creatorId, name, email: `${name.split(' ')[0]?.toLowerCase()}@example.com`, timezone: 'Europe/Berlin', consents: [{ channel: 'email', status: 'granted', source: 'the form' }] })
      await api.post('/api/events', { type: 'page_view', consumerId: id, payload: { path: '/services' } })
    }
    await expect.poll(async () => (await api.get<ApiPage<Approval>>('/api/approvals?state=waiting')).items.length).toBe(names.length)
    await page.goto(`${town.url}/console/approvals`)
    const rows = page.getByRole('list', { name: 'Approvals' }).getByRole('button')
    await expect.poll(() => rows.count()).toBe(names.length)
    const [first = '', second = '', third = '', last = ''] = (await rows.allTextContents()).map((text) => names.find((name) => text.includes(name)))
    const row = (name: string) => rows.filter({ hasText: name })
    const openNow = () => rows.and(page.locator('[aria-current=true]'))
    /** Decided on the server; the page hears of it when `told` is called. */
    const rejectUntold = async (name: string): Promise<() => void> => {
      const told = Promise.withResolvers<void>()
      await page.route('**/api/approvals/*/reject', async (route) => {
        const response = await route.fetch()
        await told.promise
        await route.fulfill({ response })
      }, { times: 1 })
      await row(name).click()
      await page.getByRole('toolbar', { name: 'Decide' }).getByRole('button', { name: 'Reject' }).click()
      await becomes((await actions()).find(({ consumerName }) => consumerName === name)?.id, 'cancelled')
      return told.resolve
    }

    const aboutFirst = await rejectUntold(first)
    await row(last).click()
    await openNow().filter({ hasText: last }).waitFor()
    aboutFirst()
    await page.getByText(`Rejected: nothing is said to ${first}`).waitFor()
    await row(first).waitFor({ state: 'detached' })
    expect(await openNow().allTextContents()).toEqual([expect.stringContaining(last)])

    // With nobody in its way the next one comes into its place.
    const aboutSecond = await rejectUntold(second)
    aboutSecond()
    await openNow().filter({ hasText: third }).waitFor()
    expect(await rows.count()).toBe(2)

    const aboutThird = await rejectUntold(third)
    await page.getByRole('navigation', { name: 'Console' }).getByRole('link', { name: 'Queue' }).click()
    await page.getByRole('heading', { name: /^Queue/ }).waitFor()
    aboutThird()
    await page.getByText(`Rejected: nothing is said to ${third}`).waitFor()
    expect(new URL(page.url()).pathname).toBe('/console/queue')
    const rest = (await api.get<ApiPage<Approval>>('/api/approvals?state=waiting')).items
    await api.post('/api/approvals/bulk', { verb: 'reject', items: rest.map(({ id, contentHash }) => ({ id, contentHash })) })
  })

  test('several are decided together by keys, each for its own words; what changed meanwhile is left and told', async () => {
    const creatorId = leads[0]?.creatorId
    const late = ['Gil Grau', 'Hana Holm', 'Ida Iversen']
    for (const name of late) {
      const { id } = await api.post<Consumer>('/api/consumers', { creatorId, name, email: `${name.split(' ')[0]?.toLowerCase()}@example.com`, timezone: 'Europe/Berlin', consents: [{ channel: 'email', status: 'granted', source: 'the form' }] })
      await api.post('/api/events', { type: 'page_view', consumerId: id, payload: { path: '/services' } })
    }
    const waiting = async () => (await api.get<ApiPage<Approval>>('/api/approvals?state=waiting')).items
    await expect.poll(async () => (await waiting()).length).toBe(late.length)
    await page.goto(`${town.url}/console/approvals`)
    const list = page.getByRole('list', { name: 'Approvals' })
    for (const name of late) await list.getByText(name).waitFor()
    for (const name of ['Gil Grau', 'Hana Holm']) await list.getByRole('checkbox', { name: `Choose what is said to ${name}` }).check()
    await page.getByRole('toolbar', { name: 'With what is chosen' }).getByText('2 chosen').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    const bar = page.getByRole('toolbar', { name: 'With what is chosen' })
    await bar.getByText(/[13] chosen/).waitFor()
    await page.keyboard.press('x')
    await bar.getByText('2 chosen').waitFor()
    // Somebody puts one otherwise while the question stands.
    await page.keyboard.press('Shift+A')
    await dialog().getByText('Approve 2 messages?').waitFor()
    const hana = (await waiting()).find(({ action }) => action.consumerName === 'Hana Holm')
    await api.post(`/api/approvals/${hana?.id}/edit`, { contentHash: hana?.contentHash, text: 'Put otherwise.' })
    await dialog().getByRole('button', { name: 'Approve 2 messages' }).click()
    await dialog().getByText('Approved: 1 message; 1 was not decided').waitFor()
    await list.getByText('Gil Grau').waitFor({ state: 'detached' })
    await dialog().getByRole('list', { name: 'Not decided' }).getByText('Hana Holm').waitFor()
    await dialog().getByText(/has changed since you saw it/).waitFor()
    await dialog().getByRole('button', { name: 'Close' }).last().click()
    await becomes((await actions()).find(({ consumerName }) => consumerName === 'Gil Grau')?.id, 'executed')
    expect((await waiting()).map(({ action }) => action.consumerName).toSorted()).toEqual(['Hana Holm', 'Ida Iversen'])
    // What was put otherwise says by whom.
    await list.getByText('Put otherwise.').waitFor()
    await list.getByText('Hana Holm').click()
    await page.getByText(`edited by ${OWNER.name}`).waitFor()
    // Whoever said STOP is answered no more, and the thread says so before anybody has typed.
    const gil = (await actions()).find(({ consumerName }) => consumerName === 'Gil Grau')
    await api.post('/api/messages/simulate', { consumerId: gil?.consumerId, channel: 'email', text: 'STOP' })
    await page.goto(`${town.url}/console/conversations`)
    await page.getByRole('button', { name: /Gil Grau.*resolved.*asked for no more messages/ }).click()
    await page.getByText('the gate lets no answer out').waitFor()
    const rest = await waiting()
    await api.post('/api/approvals/bulk', { verb: 'reject', items: rest.map(({ id, contentHash }) => ({ id, contentHash })) })
  })

  test('what is planned is cancelled together, and a dead letter replayed', async () => {
    const later = new Date(Date.parse(leads[0]?.createdAt ?? '') + 30 * 86_400_000).toISOString()
    for (const { id } of leads.slice(0, 2)) await api.post('/api/actions', { consumerId: id, channel: 'email', subject: 'See you', text: 'Until next month.', sendAt: later })
    await page.goto(`${town.url}/console/queue?state=planned`)
    await page.getByRole('checkbox', { name: 'Choose all that are loaded' }).click()
    const bar = page.getByRole('toolbar', { name: 'With what is chosen' })
    await bar.getByText('2 chosen').waitFor()
    await bar.getByRole('button', { name: 'Cancel…' }).click()
    await dialog().getByRole('button', { name: 'Cancel 2 actions' }).click()
    await page.getByText('No action matches').waitFor()
    expect((await actions('state=planned'))).toEqual([])

    const dead = (await actions()).find(({ consumerName, content }) => consumerName === 'Ben Brandt' && content?.text === 'Until next month.')
    await town.db.updateTable('actions').set({ state: 'failed', dead: true, reason: 'the vendor refused it' }).where('id', '=', dead?.id ?? '').execute()
    await page.goto(`${town.url}/console/queue?dead=true`)
    await page.getByRole('list', { name: 'Actions' }).getByRole('button', { name: 'Ben Brandt' }).click()
    await page.getByRole('button', { name: 'Replay it' }).click()
    await dialog().getByRole('button', { name: 'Replay 1 action' }).click()
    await becomes(dead?.id, 'executed')
  })

  test('a goal is set, planned, read, changed, taken back, started and stopped', async () => {
    await page.goto(`${town.url}/console/goals`)
    await page.getByRole('button', { name: 'Set a goal' }).click()
    await dialog().getByLabel('Goal', { exact: true }).fill('Fill the spring course')
    await dialog().getByLabel('Counted in').selectOption('revenue')
    await dialog().getByLabel('Target').fill('1200')
    await dialog().getByRole('button', { name: 'Set the goal' }).click()
    await page.getByRole('heading', { name: /^Closest to deciding/ }).waitFor()
    await page.getByText('of €1,200').waitFor()
    await page.getByRole('button', { name: 'Change the plan' }).click()
    const plan = page.getByLabel('The plan')
    await plan.fill((await plan.inputValue()).replace('perDayMost: 50', 'perDayMost: 5'))
    await page.getByText('What is different from version 1').waitFor()
    await page.getByRole('button', { name: 'Save as a new version' }).click()
    await page.getByText(/at most 5 a day/).waitFor()
    await page.getByRole('link', { name: 'Versions' }).click()
    await page.getByRole('button', { name: 'Go back to it…' }).click()
    await dialog().getByRole('button', { name: 'Go back to it' }).click()
    await page.getByText('Version 3').first().waitFor()
    await page.getByRole('button', { name: 'Start…' }).click()
    await dialog().getByRole('button', { name: 'Start it' }).click()
    await page.getByRole('button', { name: 'Pause…' }).waitFor()
    await page.getByRole('button', { name: 'Stop…' }).click()
    await dialog().getByRole('button', { name: 'Stop it' }).click()
    await expect.poll(async () => (await api.get<ApiPage<Goal>>('/api/goals')).items.map(({ state, version, target, metric }) => [state, version, target, metric])).toEqual([['done', 3, 1200, 'revenue']])
    expect(desk.faults.filter((fault) => !/40[1349]/.test(fault))).toEqual([])
  })
})
