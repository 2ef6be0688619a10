/** A person asks agents of a living town, over HTTP: answers in character, traces that hold them, a world that stays as it was. */
import type { Agent, AgentPage, Group, Interview, Memory, Page, Trace, Turn } from '@troupe/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Api, registerOwner, startInstance, type StoryInstance } from './instance.ts'

const BOOTSTRAP = 'bootstrap-token-of-a-story'

describe('interviews in a living town', () => {
  let town: StoryInstance
  let owner: Api
  let agents: readonly Agent[]

  beforeAll(async () => {
    town = await startInstance({ env: { TROUPE_BOOTSTRAP_TOKEN: BOOTSTRAP } })
    owner = await registerOwner(town.url, BOOTSTRAP)
    // Nobody wakes by itself meanwhile.
    await town.db.updateTable('agents').set({ wake_at: Date.now() + 3_600_000 }).execute()
    agents = (await owner.get<AgentPage>('/api/agents?limit=50')).items
  })
  afterAll(() => town[Symbol.asyncDispose]())

  const world = async (): Promise<unknown> => (await sql`SELECT (SELECT count(*)::int FROM posts) AS posts, (SELECT count(*)::int FROM comments) AS comments,
    (SELECT count(*)::int FROM reactions) AS reactions, (SELECT count(*)::int FROM follows) AS follows, (SELECT count(*)::int FROM notices) AS notices,
    (SELECT count(*)::int FROM memories) AS memories, (SELECT sum(texts)::int FROM agents) AS texts`.execute(town.db)).rows[0]

  test('an agent answers at once, its trace holds question and answer, and the world is as before', async () => {
    const [agent] = agents as [Agent]
    const before = await world()
    const standing = await owner.get<Agent>(`/api/agents/${agent.id}`)
    const interview = await owner.post<Interview>(`/api/agents/${agent.id}/interview`, { question: 'What do you think of the roundabout?' })
    expect(interview).toMatchObject({ agentId: agent.id, state: 'answered', reason: null, generator: 'rehearsal', by: 'Olga Owner', answer: { choice: null, value: null } })
    expect(interview.answer?.text.length).toBeGreaterThan(5)
    expect(await world()).toEqual(before)
    const after = await owner.get<Agent>(`/api/agents/${agent.id}`)
    expect([after.state, after.nextWakeAt, after.lastTurnAt]).toEqual(['idle', standing.nextWakeAt, standing.lastTurnAt])

    const trace = await owner.get<Trace>(`/api/turns/${interview.turnId}`)
    expect(trace.chainIntact).toBe(true)
    expect(trace.turn.trigger).toMatchObject({ kind: 'interview', question: 'What do you think of the roundabout?' })
    expect(trace.entries.find((entry) => entry.action === 'answer_interview')).toMatchObject({ verdict: { kind: 'allow' }, payload: { input: { text: interview.answer?.text } } })
    expect((await owner.get<Page<Turn>>(`/api/agents/${agent.id}/turns?limit=1`)).items[0]?.id).toBe(interview.turnId)
  })

  test('choices and scales; the list has them all, newest first, in pages', async () => {
    const [, agent] = agents as [Agent, Agent]
    const choice = await owner.post<Interview>(`/api/agents/${agent.id}/interview`, { question: 'Should it be finished?', form: { kind: 'choice', options: ['Yes', 'No'] } })
    const scale = await owner.post<Interview>(`/api/agents/${agent.id}/interview`, { question: 'How far do you trust what you read here?', form: { kind: 'scale', to: 7, low: 'not at all', high: 'fully' } })
    expect(['Yes', 'No']).toContain(choice.answer?.choice)
    expect(scale.answer?.value).toBeGreaterThanOrEqual(1)
    expect(scale.answer?.value).toBeLessThanOrEqual(7)
    const first = await owner.get<Page<Interview>>(`/api/agents/${agent.id}/interviews?limit=1`)
    const second = await owner.get<Page<Interview>>(`/api/agents/${agent.id}/interviews?limit=1&cursor=${first.nextCursor}`)
    expect([first, second].map((page) => page.items)).toEqual([[scale], [choice]])
    expect(second.nextCursor).toBeNull()
  })

  test('what it is asked about is what it remembers', async () => {
    const [, , agent] = agents as [Agent, Agent, Agent]
    const { items: [memory] } = await owner.get<Page<Memory>>(`/api/agents/${agent.id}/memories?limit=1`)
    expect(memory).toBeDefined()
    const { answer } = await owner.post<Interview>(`/api/agents/${agent.id}/interview`, { question: 'What did you do today?' })
    expect(answer?.text).not.toBe('')
  })

  test('an erased answer is gone, and the list says that there was one', async () => {
    const [, , , agent] = agents as [Agent, Agent, Agent, Agent]
    const { turnId } = await owner.post<Interview>(`/api/agents/${agent.id}/interview`, { question: 'Who are you?' })
    await town.db.deleteFrom('payloads').where('id', 'in', town.db.selectFrom('journal').select('payload_id').where('turn_id', '=', turnId).$castTo<{ payload_id: string }>()).execute()
    expect((await owner.get<Page<Interview>>(`/api/agents/${agent.id}/interviews`)).items[0]).toMatchObject({ turnId, state: 'answered', answer: null })
  })

  test('refuses while the agent is paused, and while everything stands still', async () => {
    const agent = agents[4] as Agent
    const ask = (): Promise<unknown> => owner.post(`/api/agents/${agent.id}/interview`, { question: 'Well?' })
    await owner.post(`/api/agents/${agent.id}/pause`, {})
    await expect(ask()).rejects.toThrow(/409.*paused cannot be interviewed/)
    await owner.post(`/api/agents/${agent.id}/resume`, {})
    await owner.post('/api/kill-switch', { scope: 'instance', on: true, reason: 'runaway' })
    await expect(ask()).rejects.toThrow(/409.*kill switch is on: runaway/)
    await owner.post('/api/kill-switch', { scope: 'instance', on: false, reason: 'over' })
    await expect(ask()).resolves.toMatchObject({ state: 'answered' })
  })

  test('refuses no question, one too long, forms that are none, and agents that are not', async () => {
    const [agent] = agents as [Agent]
    const ask = (body: object, id = agent.id): Promise<unknown> => owner.post(`/api/agents/${id}/interview`, body)
    await expect(ask({ question: '  ' })).rejects.toThrow(/400.*question/)
    await expect(ask({ question: 'x'.repeat(1001) })).rejects.toThrow(/400.*question/)
    await expect(ask({ question: 'Well?', form: { kind: 'choice', options: ['one'] } })).rejects.toThrow(/400.*options/)
    await expect(ask({ question: 'Well?', form: { kind: 'scale', to: 1 } })).rejects.toThrow(/400/)
    await expect(ask({ question: 'Well?' }, '0190a000-0000-7000-8000-000000000001')).rejects.toThrow(/404/)
    await expect(new Api(town.url).post(`/api/agents/${agent.id}/interview`, { question: 'Well?' })).rejects.toThrow(/401/)
  })

  test('agents make groups, with members and posts that say which they stand in', async () => {
    // A day has some five in it, and one day in fifty has none.
    const founder = agents[5] as Agent
    await town.db.updateTable('agents').set({ brain: JSON.stringify({ kind: 'habit', weights: { create_group: 1 } }) }).where('id', '=', founder.id).execute()
    await owner.post(`/api/agents/${founder.id}/wake`, {})
    const groups = async (): Promise<Group[]> => (await owner.get<Page<Group>>('/api/groups')).items
    await expect.poll(async () => (await groups()).length).toBeGreaterThan(0)
    const [group] = await groups() as [Group]
    expect(group.counts.members).toBeGreaterThan(0)
    const posts = await owner.get<Page<{ group: { id: string } | null }>>(`/api/groups/${group.id}/posts`)
    expect(posts.items.every((post) => post.group?.id === group.id)).toBe(true)
  })
})
