/** One creator and four leads, from the first view of a page to a payment and what it is put down to: `npm run journey`. See README.md. */
import { Analytics } from '@segment/analytics-node'
import type { Agent, Approval, Attribution, Consumer, ConversationDetail, Creator, EventEntry, Funnel, LeadEvent, Message, OnboardingJob, Page, PlannedAction, StoredPolicy } from '@troupe/contract'
import { Account } from './account.ts'
import { Client } from './client.ts'
import { freshInstance } from './instance.ts'
import { zoneWhereItIs } from './zones.ts'

const account = new Account()
await using instance = await freshInstance()
const api = new Client(instance.url, instance.token)

account.chapter('A creator is onboarded from a profile API')
const { creatorId, job } = await api.post<{ creatorId: string; job: OnboardingJob }>('/api/onboarding', { username: 'ines-kowal' })
const done = await api.until<OnboardingJob, OnboardingJob>(`/api/onboarding/jobs/${job.id}`, (now) => now.step === 'done' || now.step === 'failed' ? now : null, 'the onboarding')
account.expect(`the job ends: ${done.message}`, done.step === 'done')
const { profile, timezone } = await api.get<Creator>(`/api/onboarding/profile/${creatorId}`)
account.quote(profile?.pitch ?? '')
account.expect(`four services became products, and she lives in ${timezone}`, (await api.get<Page<unknown>>(`/api/products?creatorId=${creatorId}`)).items.length === 4 && timezone === 'Europe/Lisbon')
await api.call('PATCH', `/api/creators/${creatorId}/profile`, { set: { objections: [{ objection: 'My oven is small or does not get hot.', answer: '230 degrees are enough, with a lid. Leave it on five minutes longer, and expect a paler crust.' }] } })
account.say('She writes one answer by hand; the next sync will leave it alone.')

account.chapter('Agents are deployed, and a rule is set: WhatsApp needs a yes')
const sales = await api.post<Agent>(`/api/onboarding/deploy-agent/${creatorId}`, { kind: 'sales', settings: { firstViewAfter: '1s', clickAfter: '1s' } })
await api.post<Agent>(`/api/onboarding/deploy-agent/${creatorId}`, { kind: 'inbox', settings: { after: '1s' } })
const { policy } = await api.get<StoredPolicy>(`/api/policies?creatorId=${creatorId}`)
await api.call('PUT', `/api/policies?creatorId=${creatorId}`, { ...policy, approval: { ...policy.approval, channels: ['whatsapp'] } })
const agents = await api.get<Page<Agent>>(`/api/onboarding/agents/${creatorId}`)
account.expect(`at work: ${agents.items.map(({ name, state }) => `${name} (${state})`).join(', ')}`, agents.items.length === 2 && agents.items.every(({ state }) => state === 'idle'))

account.chapter('Four leads: awake, asleep, without a yes, by WhatsApp')
const [day, night] = [zoneWhereItIs(11, 16), zoneWhereItIs(1, 4)]
const lead = (name: string, more: object): Promise<Consumer> => api.post('/api/consumers', { creatorId, name, ...more })
const yes = (channel: string) => ({ consents: [{ channel, status: 'granted', source: 'form on the page' }] })
const nadia = await lead('Nadia Berger', { externalId: 'nadia', email: 'nadia@lead.example', timezone: day, ...yes('email') })
const theo = await lead('Theo Lindgren', { externalId: 'theo', email: 'theo@lead.example', timezone: night, ...yes('email') })
const rosa = await lead('Rosa Melo', { externalId: 'rosa', email: 'rosa@lead.example', timezone: day })
// A number that nobody has: set aside for films.
const emre = await lead('Emre Aydin', { externalId: 'emre', whatsapp: '+4915228817386', timezone: day, ...yes('whatsapp') })
account.say(`Nadia in ${day}, Theo in ${night}, Rosa without consent, Emre with WhatsApp.`)

account.chapter('Events come in: own API, a batch, Segment’s client')
const view = { externalId: 'nadia', creatorId, type: 'page_view', payload: { path: '/first-loaf', title: 'First loaf, together' } }
const first = await api.post<{ id: string; duplicate: boolean }>('/api/events', view, { 'idempotency-key': 'nadia-1' })
const again = await api.post<{ id: string; duplicate: boolean }>('/api/events', view, { 'idempotency-key': 'nadia-1' })
account.expect('the same Idempotency-Key is one event', first.id === again.id)
const click = (externalId: string) => ({ externalId, creatorId, type: 'service_click', payload: { serviceId: 'first-loaf' } })
const batch = await api.post<{ accepted: number; refused: number; items: { fault: string | null }[] }>('/api/events', { batch: [click('theo'), click('rosa'), { type: 'page_view', creatorId }] })
account.expect(`of a batch of three, two are taken; the third: ${batch.items[2]?.fault}`, batch.accepted === 2 && batch.refused === 1)
const { secret: writeKey = '' } = await api.post<EventEntry>('/api/event-sources', { name: 'Her shop', creatorId, kind: 'segment' })
const analytics = new Analytics({ writeKey, host: instance.url, path: '/api/v1/batch', flushInterval: 10 })
analytics.track({ userId: 'emre', event: 'Oven measured', properties: { degrees: 210 } })
await analytics.closeAndFlush()
const { items: [measured] } = await api.get<Page<LeadEvent>>(`/api/events?consumerId=${emre.id}`)
account.expect(`a type that nobody knows is kept: ${measured?.type}, ${JSON.stringify(measured?.payload)}`, measured?.known === false)
await api.post('/api/messages/simulate', { consumerId: emre.id, channel: 'whatsapp', text: 'How much is First loaf, together?' })

account.chapter('What the agents planned, and what the gate said')
const actionOf = (of: Consumer, states: readonly string[]): Promise<PlannedAction> =>
  api.until<Page<PlannedAction>, PlannedAction>(`/api/actions?consumerId=${of.id}`, ({ items }) => items.find((action) => states.includes(action.state) && (action.state !== 'planned' || action.verdict !== null)), `a verdict for ${of.name}`)
const sent = await actionOf(nadia, ['executed'])
const held = await actionOf(theo, ['planned'])
const refused = await actionOf(rosa, ['suppressed'])
const asked = await actionOf(emre, ['awaiting-approval'])
for (const { consumerName, kind, state, reason } of [sent, held, refused, asked]) account.say(`${consumerName}: ${kind}, ${state}${reason === null ? '' : `: ${reason}`}`)
account.expect('Nadia’s went out by the console, and nothing left the machine', sent.vendor === 'console')
account.expect('Theo’s waits for his morning', held.verdict?.kind === 'hold' && held.verdict.policy === 'quiet-hours')
account.expect('Rosa’s is refused: she never agreed', refused.verdict?.policy === 'consent')
account.expect('Emre’s waits for a person', asked.verdict?.policy === 'approval')
const { items: [letter] } = await api.get<Page<Message>>(`/api/messages?consumerId=${nadia.id}`)
account.say(`In the inbox, to ${letter?.consumerName}: ${letter?.subject}`)
account.quote(letter?.text ?? '')
account.expect('it says that it was written by an assistant', letter?.text?.includes('automated assistant') === true)

account.chapter('A person reads Emre’s, and says yes')
const approval = await api.until<Page<Approval>, Approval>('/api/approvals?state=waiting', ({ items }) => items[0], 'an approval')
account.quote(approval.action.content?.text ?? '')
await api.post(`/api/approvals/${approval.id}/approve`, { contentHash: approval.contentHash })
account.expect('approved, it is sent', (await actionOf(emre, ['executed'])).id === asked.id)

account.chapter('Nadia answers, twice')
const messageFor = async (text: string, author: Message['author']['kind']): Promise<Message> => {
  await api.post('/api/messages/simulate', { consumerId: nadia.id, channel: 'email', text })
  account.say(`Nadia: ${text}`)
  return author === 'agent' ? answered(2) : api.until<Page<{ id: string }>, Message>('/api/conversations?state=escalated', ({ items: [thread] }) => thread === undefined ? null : { ...letter, conversationId: thread.id } as Message, 'somebody to be asked for')
}
const answered = (count: number): Promise<Message> => api.until<Page<Message>, Message>(`/api/messages?consumerId=${nadia.id}`, ({ items }) => items.filter(({ direction }) => direction === 'out').length >= count ? items.find(({ direction }) => direction === 'out') : null, 'an answer')
const answer = await messageFor('My oven is small and does not get hot. Is that a problem?', 'agent')
account.quote(answer.text ?? '')
account.expect('the agent answers with the creator’s own words', answer.text?.includes('230 degrees') === true)
const { conversationId: threadId } = await messageFor('Could you bring your own flour to Bergen on the ferry?', 'person')
account.say('That nobody has told the agent, so it asks for a person, and she answers.')
await api.post(`/api/conversations/${threadId}/reply`, { text: 'To Bergen, gladly, in May. Until then: any plain flour from the shop will do.' })
const own = await answered(3)
account.expect(`${own.author.name} wrote: ${own.text?.split('\n')[0]}`, own.author.kind === 'person')
account.expect('the thread is hers now', (await api.get<ConversationDetail>(`/api/conversations/${threadId}`)).state === 'with-person')

account.chapter('She buys, and what it is put down to')
await api.post('/api/events', { externalId: 'nadia', creatorId, type: 'payment_success', payload: { serviceId: 'first-loaf', amountMinor: 4500, currency: 'EUR' } })
const { context, score } = await api.get<Consumer>(`/api/consumers/${nadia.id}`)
account.expect(`stage ${context.stage}, revenue ${context.revenueMinor / 100} EUR, score ${score}`, context.stage === 'converted' && context.revenueMinor === 4500)
const attribution = await api.get<Attribution>(`/api/analytics/attribution?creatorId=${creatorId}&model=position`)
for (const { name, conversions, revenueMinor } of attribution.byAgent) account.say(`${name}: ${conversions.toFixed(2)} of it, ${(revenueMinor / 100).toFixed(2)} EUR`)
account.expect('one conversion, its shares add up, and the first letter has one of them', attribution.conversions === 1 && Math.abs(attribution.attributed - 1) < 1e-6 && attribution.byAgent.some(({ agentId, conversions }) => agentId === sales.id && conversions > 0))
const funnel = await api.get<Funnel>(`/api/analytics/funnel?creatorId=${creatorId}`)
account.say(funnel.steps.map(({ stage, reached }) => `${stage} ${reached}`).join(' → '))
account.expect('of four leads one bought', funnel.leads === 4 && funnel.steps.find(({ stage }) => stage === 'converted')?.reached === 1)

account.chapter('What would happen if')
const bench = await api.post<{ shouldAct: boolean; why: string; planned: { action: string; verdict: { kind: string; reason: string | null } }[] }>(`/api/agents/${sales.id}/test`, { consumerId: rosa.id, event: { type: 'service_click', payload: { serviceId: 'six-sundays' } } })
account.say(`The sales agent, should Rosa look at Six Sundays: ${bench.planned.map(({ action, verdict }) => `${action}, ${verdict.kind}${verdict.reason === null ? '' : ` (${verdict.reason})`}`).join('; ')}`)
account.expect('nothing of that was kept', (await api.get<Page<PlannedAction>>(`/api/actions?consumerId=${rosa.id}`)).items.length === 1)

process.exitCode = account.exitCode
