import { expect, it } from 'vitest'
import { member } from '../testing/caller.ts'
import { anotherWorkspace, cast, consoleServer, writeTurn } from '../testing/console-server.ts'

const ADA = {
  username: 'ada_l', displayName: 'Ada', bio: 'Counts.', voice: { tone: 'dry', length: 'short', casing: 'sentence', emoji: 0 }, rhythm: { timezone: 'UTC' },
}
interface Listed { items: { id: string; username: string; displayName: string }[]; nextCursor: string | null }

it('generates the same hundred in two workspaces, and none twice in one', async () => {
  await using server = await consoleServer()
  const { owner } = server
  const elsewhere = await anotherWorkspace(server)
  const order = { pack: 'gallery', count: 100, seed: 'one seed' }
  const here = (await owner.post('/api/personas/generate', order)).json()
  const there = (await elsewhere.post('/api/personas/generate', order)).json()
  const plain = ({ id: _id, avatarUrl: _url, createdAt: _at, updatedAt: _up, ...rest }: Record<string, unknown>): unknown => rest
  expect([here.created, here.existing, here.personas.length]).toEqual([100, 0, 100])
  expect(here.personas.map(plain)).toEqual(there.personas.map(plain))
  expect(new Set(here.personas.map((one: { username: string }) => one.username)).size).toBe(100)

  const again = await Promise.all([1, 2, 3].map(() => owner.post('/api/personas/generate', { ...order, count: 110 })))
  expect(again.map((answer) => answer.json().created).toSorted()).toEqual([0, 0, 10])
  const count = await server.connection.db.selectFrom('personas').select((is) => is.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  expect(count.n).toBe(210)
  expect((await owner.post('/api/personas/generate', { pack: 'galery', count: 1, seed: 1 })).json().faults).toEqual([{ path: '/pack', message: expect.stringContaining('did you mean "gallery"') }])
  expect((await owner.post('/api/personas/generate', { pack: 'gallery', count: 10_001, seed: 'x' })).json().faults[0].path).toBe('/count')
})

it('writes, finds, changes and deletes a persona, for those who may', async () => {
  await using server = await consoleServer()
  const { owner } = server
  const made = (await owner.post('/api/personas', ADA)).json()
  expect(made).toMatchObject({ username: 'ada_l', archetype: null, origin: null, avatarUrl: `/avatars/${made.id}.svg` })
  expect((await owner.post('/api/personas', { ...ADA, username: 'ADA_L' })).json()).toMatchObject({ status: 409, faults: [{ path: '/username' }] })
  expect((await owner.get('/api/personas/username/Ada_L')).json().id).toBe(made.id)
  expect((await owner.get('/api/personas/username/nobody')).statusCode).toBe(404)
  const changed = (await owner.patch(`/api/personas/${made.id}`, { bio: 'Counts twice.' })).json()
  expect([changed.bio, changed.displayName, changed.createdAt]).toEqual(['Counts twice.', 'Ada', made.createdAt])
  expect((await owner.patch(`/api/personas/${made.id}`, { biography: 'x' })).json().faults).toEqual([{ path: '/biography', message: expect.stringMatching(/^is not known here/) }])

  const viewer = await member(server.app, owner, 'viewer')
  expect((await viewer.get(`/api/personas/${made.id}`)).statusCode).toBe(200)
  expect((await viewer.post('/api/personas', ADA)).statusCode).toBe(403)
  const elsewhere = await anotherWorkspace(server)
  for (const answer of [
    await elsewhere.get(`/api/personas/${made.id}`), await elsewhere.patch(`/api/personas/${made.id}`, { bio: '' }), await elsewhere.delete(`/api/personas/${made.id}`),
  ]) expect(answer.statusCode).toBe(404)
  expect((await owner.delete(`/api/personas/${made.id}`)).json()).toEqual({ agentsDeleted: 0 })
  const audit = (await owner.get('/api/audit?limit=3')).json().items
  expect(audit.map((entry: { action: string }) => entry.action).slice(0, 2)).toEqual(expect.arrayContaining(['persona-deleted']))
})

it('pages and searches', async () => {
  await using server = await consoleServer()
  const { owner } = server
  await owner.post('/api/personas/generate', { pack: 'gallery', count: 25, seed: 's' })
  await owner.post('/api/personas', { ...ADA, username: 'x_under_score' })
  const first = (await owner.get('/api/personas?limit=20')).json<Listed>()
  const second = (await owner.get(`/api/personas?limit=20&cursor=${first.nextCursor}`)).json<Listed>()
  expect(new Set([...first.items, ...second.items].map((one) => one.id)).size).toBe(26)
  expect(second.nextCursor).toBeNull()
  expect((await owner.get('/api/personas?query=r_sc')).json<Listed>().items.map((one) => one.username)).toEqual(['x_under_score'])
  const photographers = (await owner.get('/api/personas?archetype=product-photographer&limit=100')).json<Listed>().items
  expect(photographers.length).toBeGreaterThan(0)
  expect((await owner.get('/api/archetypes')).json().items.map((pack: { id: string }) => pack.id)).toContain('gallery')
})

it('deletes a persona with its agents, ends their turns in the journal, and keeps what they said', async () => {
  await using server = await consoleServer()
  const { owner, connection: { db }, ids, clock } = server
  const { agentIds: [agentId = ''], personaIds: [personaId = ''] } = await cast(owner, 1)
  const turnId = await writeTurn(db, ids, agentId, clock.now(), [{ action: 'refresh_feed', result: 'done' }], false)
  expect((await owner.delete(`/api/personas/${personaId}`)).json()).toEqual({ agentsDeleted: 1 })
  expect((await owner.get(`/api/agents/${agentId}`)).statusCode).toBe(404)
  const turn = await db.selectFrom('turns').selectAll().where('id', '=', turnId).executeTakeFirstOrThrow()
  expect([turn.outcome, turn.reason]).toEqual(['killed', 'its persona was deleted'])
  const last = await db.selectFrom('journal').selectAll().where('turn_id', '=', turnId).orderBy('seq', 'desc').executeTakeFirstOrThrow()
  expect([last.kind, last.result, last.place]).toEqual(['turn-ended', 'killed', 1])
  expect((await db.selectFrom('profiles').select('persona_id').execute())).toEqual([{ persona_id: null }])
  expect((await owner.get('/api/activity')).json().items[0]).toMatchObject({ kind: 'turn-ended', agent: { name: 'a deleted agent' } })
})

it.each(['json', 'csv'] as const)('gives its personas as %s and takes them elsewhere, telling what it can not take', async (format) => {
  await using server = await consoleServer()
  const { owner } = server
  await owner.post('/api/personas/generate', { pack: 'fanbase', count: 5, seed: 's' })
  const file = await owner.get(`/api/personas/export?format=${format}`)
  expect(file.headers['content-disposition']).toBe(`attachment; filename="personas.${format}"`)
  const elsewhere = await anotherWorkspace(server)
  const send = (text: string) => server.app.inject({
    method: 'POST', url: `/api/personas/import?format=${format}`, payload: text,
    headers: { ...elsewhere.headers, 'content-type': format === 'json' ? 'application/json' : 'text/csv' },
  })
  expect((await send(file.body)).json()).toEqual({ created: 5, faults: [] })
  expect((await elsewhere.get(`/api/personas/export?format=${format}`)).body).toBe(file.body)
  const again = (await send(file.body)).json()
  expect([again.created, again.faults.length, again.faults[0].column]).toEqual([0, 5, 'username'])
  expect((await send(format === 'json' ? '{"people":1}' : 'username\n"open')).json().type).toBe('/problems/import-unreadable')
})
