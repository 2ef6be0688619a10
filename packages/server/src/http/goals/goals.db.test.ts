import type { GoalDetail, GoalWorkflow } from '@troupe/contract'
import { expect, it } from 'vitest'
import { silentLog } from '../../base/log.ts'
import type { Id } from '../../base/ids.ts'
import type { ModelPort, ModelReply } from '../../llm/model-port.ts'
import { Supervisor } from '../../engagement/supervisor/supervisor.ts'
import { engagementServer, plainLead } from '../testing/engagement-server.ts'
import { START_MS } from '../testing/test-server.ts'

const DAY_MS = 86_400_000
const at = (days: number): string => new Date(START_MS + days * DAY_MS).toISOString()
const PLAIN: ModelReply = { kind: 'answered', generator: 'rehearsal', text: '', value: null, toolCalls: [], attempts: [] }
const NEVER = new AbortController().signal

async function stage(port?: ModelPort) {
  const server = await engagementServer()
  const { db, clock, ids, workspaceId, creatorId, owner } = server
  const supervisor = new Supervisor({ db, clock, ids, log: silentLog, portFor: () => port ?? { ask: async () => PLAIN }, onChanged: () => {} })
  const leads: Id[] = []
  for (const name of ['Ann Lee', 'Bo', 'Cy']) {
    const id = await plainLead(db, { id: ids.next(), workspaceId, creatorId, name, email: `${name.slice(0, 2)}@example.org` })
    await db.updateTable('consumers').set({ consents: JSON.stringify({ email: { status: 'granted', source: 'form', at: at(-1) } }) }).where('id', '=', id).execute()
    await db.updateTable('consumer_contexts').set({ stage: 'interested', last_seen_at: START_MS - 5 * DAY_MS }).where('consumer_id', '=', id).execute()
    leads.push(id)
  }
  const set = async (more: object = {}) => (await owner.post('/api/goals', { creatorId, title: 'Ten calls', metric: 'bookings', target: 2, from: at(0), to: at(10), ...more })).json<GoalDetail>()
  const goalOf = async (id: Id) => (await owner.get(`/api/goals/${id}`)).json<GoalDetail>()
  const work = async () => {
    while (await supervisor.look() || await supervisor.work());
  }
  const actions = () => db.selectFrom('actions').select(['consumer_id', 'kind', 'state', 'content', 'goal_id', 'generator']).orderBy('id').execute()
  const book = (consumerId: Id) => db.insertInto('events').values({ id: ids.next(), workspace_id: workspaceId, creator_id: creatorId, consumer_id: consumerId, type: 'booking_created', source: 'api', at: clock.now(), received_at: clock.now(), payload: '{}', not_counted: null }).execute()
  return { server, supervisor, leads, set, goalOf, work, actions, book }
}

it('is planned without a model, started, worked on once a lead, and ends when it is reached', async () => {
  const { server, supervisor, leads, set, goalOf, work, actions, book } = await stage()
  await using _ = server
  const { owner, clock, db } = server
  const { id, state } = await set()
  expect(state).toBe('planning')
  expect((await owner.post(`/api/goals/${id}/start`)).statusCode).toBe(409)
  expect([await supervisor.plan(NEVER), await supervisor.plan(NEVER)]).toEqual([true, false])
  const planned = await goalOf(id)
  expect(planned).toMatchObject({ state: 'draft', version: 1, missingTools: [], current: 0, versions: [{ version: 1, by: 'supervisor', generator: 'rehearsal' }] })
  expect(planned.versions[0]?.workflow.reasoning).toContain('3 leads have agreed to e-mail')
  await owner.post(`/api/goals/${id}/start`)
  clock.advanceBy(DAY_MS + 1000)
  await db.updateTable('sessions').set({ expires_at: clock.now() + 30 * DAY_MS }).execute()
  await work()
  const rows = await actions()
  expect(rows.map((row) => [row.consumer_id, row.kind, row.state, row.goal_id, row.generator])).toEqual(leads.map((lead) => [lead, 'send_email', 'planned', id, 'rehearsal']))
  expect(rows[0]?.content?.text).toMatch(/^Hi Ann,\n\nThank you/)
  clock.advanceBy(61_000)
  await work()
  expect(await actions()).toHaveLength(3)
  for (const lead of leads.slice(0, 2)) await book(lead)
  clock.advanceBy(61_000)
  await work()
  const over = await goalOf(id)
  expect(over).toMatchObject({ state: 'done', reason: 'reached: 2 of 2', current: 2 })
  expect(over.log.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['goal', 'version', 'started', 'task', 'report', 'done']))
  expect((await actions()).map((row) => row.state)).toEqual(['cancelled', 'cancelled', 'cancelled'])
})

it('names tools that are missing, keeps every version, and goes back', async () => {
  const { server, supervisor, set, goalOf, work } = await stage()
  await using _ = server
  const { owner, clock } = server
  const { id } = await set()
  await supervisor.plan(NEVER)
  const workflow = (tools: string[]): GoalWorkflow => ({ reasoning: 'mine', stages: [{ name: 'one', audience: { stages: ['interested'], tag: null, quietDays: 0 }, fromDay: 0, toDay: 9, thresholds: [], tasks: tools.map((tool) => ({ agent: 'a', tool, input: { tag: 'hot' }, perDayMost: 2 })) }] })
  expect((await owner.put(`/api/goals/${id}/workflow`, { workflow: workflow(['send_pigeon']) })).json<GoalDetail>()).toMatchObject({ version: 2, missingTools: ['send_pigeon'] })
  expect((await owner.post(`/api/goals/${id}/start`)).json()).toMatchObject({ status: 409, type: '/problems/tools-missing' })
  expect((await owner.put(`/api/goals/${id}/workflow`, { workflow: workflow(['tag_lead', 'tag_lead']) })).statusCode).toBe(400)
  await owner.put(`/api/goals/${id}/workflow`, { workflow: workflow(['send_pigeon', 'tag_lead']), note: 'try' })
  await owner.post(`/api/goals/${id}/start`)
  clock.advanceBy(1000)
  await work()
  const goal = await goalOf(id)
  expect(goal.tasks.map(({ tool, state, result }) => [tool, state, result])).toEqual([['tag_lead', 'done', 'Tagged 2 leads “hot”.'], ['send_pigeon', 'missing-tool', 'There is no tool send_pigeon.']])
  expect((await owner.post(`/api/goals/${id}/rollback`, { version: 2 })).json<GoalDetail>()).toMatchObject({ version: 4, versions: [{ note: 'back to version 2' }, { version: 3, note: 'try' }, { version: 2 }, { version: 1 }] })
  expect((await owner.post(`/api/goals/${id}/rollback`, { version: 9 })).statusCode).toBe(404)
})

it('stands still by a kill switch and while paused, and tries a task again that failed', async () => {
  let answer: (signal: AbortSignal) => Promise<ModelReply> = async () => PLAIN
  const { server, supervisor, set, goalOf, work, actions } = await stage({ ask: (_request, signal) => answer(signal) })
  await using _ = server
  const { owner, clock, db, creatorId } = server
  const { id } = await set()
  const killed = (on: boolean) => db.insertInto('kill_switches').values({ scope: creatorId, on, reason: 'enough', by_name: 'Olga', at: clock.now() } as never).onConflict((clash) => clash.column('scope').doUpdateSet({ on } as never)).execute()
  await killed(true)
  expect(await supervisor.plan(NEVER)).toBe(false)
  await killed(false)
  // Turned while a model is asked: the question is given up, nothing of an answer is kept, and the goal waits.
  const asking = Promise.withResolvers<AbortSignal>()
  answer = (signal) => {
    asking.resolve(signal)
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
  }
  const planning = supervisor.plan(NEVER)
  const signal = await asking.promise
  supervisor.abort(id, 'another project')
  expect(signal.aborted).toBe(false)
  await killed(true)
  supervisor.abort(creatorId, 'enough')
  expect([await planning, (await goalOf(id)).state, await supervisor.plan(NEVER)]).toEqual([true, 'planning', false])
  await killed(false)
  // Too late to give up: the answer came, and meets the switch.
  answer = async () => {
    await killed(true)
    return PLAIN
  }
  expect([await supervisor.plan(NEVER), (await goalOf(id)).version]).toEqual([true, null])
  await killed(false)
  answer = async () => PLAIN
  await supervisor.plan(NEVER)
  await owner.post(`/api/goals/${id}/start`)
  clock.advanceBy(DAY_MS)
  await db.updateTable('sessions').set({ expires_at: clock.now() + 30 * DAY_MS }).execute()
  await supervisor.look()
  await killed(true)
  expect([await supervisor.look(), await supervisor.work()]).toEqual([false, false])
  await killed(false)
  await owner.post(`/api/goals/${id}/pause`)
  await work()
  expect([await actions(), (await goalOf(id)).tasks.every(({ state }) => state === 'cancelled')]).toEqual([[], true])
  await owner.put(`/api/goals/${id}/workflow`, { workflow: { reasoning: '', stages: [{ name: 'x', audience: { stages: ['interested'] }, fromDay: 0, toDay: 9, tasks: [{ agent: 'a', tool: 'send_payment_link', perDayMost: 5 }] }] } })
  await owner.post(`/api/goals/${id}/resume`)
  for (let round = 0; round < 8; round++) {
    await work()
    clock.advanceBy(130_000)
  }
  expect((await goalOf(id)).tasks[0]).toMatchObject({ state: 'failed', tries: 3, result: 'no product has a price to pay: add one, or take this task out' })
  expect((await owner.post(`/api/goals/${id}/stop`)).json<GoalDetail>()).toMatchObject({ state: 'done', reason: expect.stringContaining('stopped by') })
})

it("takes a model's workflow when it fits, asks once more when not, and falls back with a word why", async () => {
  const good: GoalWorkflow = { reasoning: 'because', stages: [{ name: 'one', audience: { stages: ['new'], tag: null, quietDays: 0 }, fromDay: 0, toDay: 3, thresholds: [], tasks: [{ agent: 'a', tool: 'make_report', input: {}, perDayMost: 1 }] }] }
  const answers: unknown[] = [{ stages: [] }, good, { stages: [] }, 'nonsense']
  const port: ModelPort = { ask: async () => ({ kind: 'answered', generator: 'openai:x', text: '', value: answers.shift(), toolCalls: [], attempts: [] }) }
  const { server, supervisor, set, goalOf } = await stage(port)
  await using _ = server
  const [one, two] = [await set(), await set({ title: 'Again' })]
  await supervisor.plan(NEVER)
  await supervisor.plan(NEVER)
  expect((await goalOf(one.id)).versions[0]).toMatchObject({ generator: 'openai:x', workflow: good })
  expect((await goalOf(two.id)).versions[0]).toMatchObject({ generator: 'rehearsal', note: expect.stringContaining('the model gave nothing to use') })
})
