import type { PackDetail, PackPreview, Persona } from '@troupe/contract'
import { expect, it } from 'vitest'
import { anotherWorkspace, consoleServer } from '../testing/console-server.ts'

const HEAD = 'id: harbour\nname: Harbour\ndescription: A small port.\n'
const CAPTAIN = `# The one everybody knows.
id: ferry-captain
name: Ferry captain
description: Crosses the same water nine times a day.
weight: 1.5
usernamePrefix: deck_
bios: ["Mostly {interest}.", "{belief}"]
backstories: ["{name} took over the ferry."]
age: { from: 35, to: 66 }
locations: ["Oban, Scotland"]
vibe: unhurried
interests: [tide tables, knots, herring gulls]
beliefs: ["The sea is never late."]
voice: { tone: dry, length: short, casing: sentence, emoji: 0.05 }
actionWeights: { create_post: 4, comment: 6 }
rhythm: { timezone: Europe/London, rules: [{ days: [mon], ranges: [{ from: "06:00", to: "09:00" }] }] }
`
const FILES = [{ name: 'pack.yaml', text: HEAD }, { name: 'ferry-captain.yaml', text: CAPTAIN }]

it('keeps packs of one\'s own beside the shipped ones; personas are made of them alike', async () => {
  await using server = await consoleServer()
  const { owner } = server
  const made = await owner.post('/api/archetypes', { files: FILES })
  expect([made.statusCode, made.json().own, made.json().version, made.json().files]).toEqual([201, true, 1, FILES])
  expect((await owner.get('/api/archetypes')).json().items.map(({ id, own }: PackDetail) => [id, own])).toEqual([['gallery', false], ['fanbase', false], ['harbour', true]])
  const { personas } = (await owner.post('/api/personas/generate', { pack: 'harbour', count: 3, seed: 's' })).json<{ personas: Persona[] }>()
  expect(personas.map(({ username, archetype, origin }) => [username.startsWith('deck_'), archetype, origin?.pack])).toEqual([[true, 'ferry-captain', 'harbour'], [true, 'ferry-captain', 'harbour'], [true, 'ferry-captain', 'harbour']])
  const elsewhere = await anotherWorkspace(server)
  expect((await elsewhere.get('/api/archetypes/harbour')).statusCode).toBe(404)
  expect((await elsewhere.post('/api/personas/generate', { pack: 'harbour', count: 1, seed: 's' })).json().faults[0].message).toContain('unknown pack')

  expect((await owner.get('/api/archetypes/harbour')).json()).toMatchObject({ personas: 3, agents: 0 })
  expect((await owner.delete('/api/archetypes/harbour')).json()).toEqual({ personasLeft: 3 })
  expect((await owner.get('/api/archetypes/harbour')).statusCode).toBe(404)
  expect((await owner.get('/api/personas')).json().items).toHaveLength(3)
  expect((await owner.get('/api/audit?limit=20')).json().items.map(({ action }: { action: string }) => action)).toEqual(expect.arrayContaining(['pack-created', 'pack-deleted']))
})

it('writes versions, keeps the earlier ones, and refuses to write over what somebody else has saved', async () => {
  await using server = await consoleServer()
  const { owner } = server
  await owner.post('/api/archetypes', { files: FILES })
  const heavier = [FILES[0], { name: 'ferry-captain.yaml', text: CAPTAIN.replace('weight: 1.5', 'weight: 3') }]
  const changed = (await owner.put('/api/archetypes/harbour', { version: 1, files: heavier })).json<PackDetail>()
  expect([changed.version, changed.archetypes[0]?.weight, changed.versions.map(({ version }) => version)]).toEqual([2, 3, [2, 1]])
  expect((await owner.put('/api/archetypes/harbour', { version: 1, files: FILES })).json()).toMatchObject({ status: 409, type: '/problems/pack-changed-meanwhile' })
  expect((await owner.get('/api/archetypes/harbour/versions/1')).json()).toEqual({ version: 1, files: FILES })
  expect((await owner.get('/api/archetypes/harbour/versions/9')).statusCode).toBe(404)
  const moved = [{ name: 'pack.yaml', text: HEAD.replace('id: harbour', 'id: dock') }, FILES[1]]
  expect((await owner.put('/api/archetypes/harbour', { version: 2, files: moved })).json().faults[0].message).toContain('pack.yaml says dock')
  expect((await owner.get('/api/archetypes/harbour')).json().version).toBe(2)
})

it('tells what is wrong by file, line, column and field, and stores nothing of it', async () => {
  await using server = await consoleServer()
  const { owner } = server
  const wrong = await owner.post('/api/archetypes', { files: [FILES[0], { name: 'ferry-captain.yaml', text: CAPTAIN.replace('vibe:', 'vibes:') }] })
  expect(wrong.json()).toMatchObject({ status: 400, type: '/problems/pack-invalid', faults: [{ path: 'ferry-captain.yaml:11:1', message: 'vibes: unknown field - did you mean "vibe"?' }] })
  expect((await owner.post('/api/archetypes', { files: [...FILES, FILES[1]] })).json().detail).toContain('Two files are called')
  expect((await owner.post('/api/archetypes', { files: [{ name: 'pack.yaml', text: HEAD.replace('harbour', 'gallery') }, FILES[1]] })).json()).toMatchObject({ status: 409, type: '/problems/pack-shipped' })
  await owner.post('/api/archetypes', { files: FILES })
  expect((await owner.post('/api/archetypes', { files: FILES })).json()).toMatchObject({ status: 409, type: '/problems/pack-id-taken' })
  expect((await owner.delete('/api/archetypes/gallery')).json()).toMatchObject({ status: 409 })
})

it('duplicates a shipped pack, comments and all, and takes it out to a file and in again', async () => {
  await using server = await consoleServer()
  const { owner } = server
  const copy = (await owner.post('/api/archetypes', { duplicateOf: 'gallery', id: 'my-gallery', name: 'My gallery' })).json<PackDetail>()
  const shipped = (await owner.get('/api/archetypes/gallery')).json<PackDetail>()
  expect([copy.id, copy.name, copy.own, copy.archetypes]).toEqual(['my-gallery', 'My gallery', true, shipped.archetypes])
  expect(copy.files.slice(1)).toEqual(shipped.files.slice(1))
  expect(shipped).toMatchObject({ own: false, version: null, versions: [] })

  const file = await owner.get('/api/archetypes/my-gallery/export')
  expect([file.headers['content-type'], file.headers['content-disposition']]).toEqual([expect.stringContaining('yaml'), 'attachment; filename="my-gallery.pack.yaml"'])
  const elsewhere = await anotherWorkspace(server)
  const taken = await server.app.inject({ method: 'POST', url: '/api/archetypes/import', payload: file.body, headers: { ...elsewhere.headers, 'content-type': 'application/yaml' } })
  expect([taken.statusCode, taken.json().files]).toEqual([201, copy.files])
  const broken = await server.app.inject({ method: 'POST', url: '/api/archetypes/import', payload: 'id: alone\n', headers: { ...elsewhere.headers, 'content-type': 'application/yaml' } })
  expect(broken.json().type).toBe('/problems/pack-unreadable')
})

it('previews ten people and a text of each by the seed, or the faults', async () => {
  await using server = await consoleServer()
  const { owner } = server
  const look = async (order: object): Promise<PackPreview> => (await owner.post('/api/archetypes/preview', { files: FILES, seed: 'a', ...order })).json()
  const first = await look({})
  expect([first.faults, first.personas.length, first.texts.length, first.texts[0]?.kind]).toEqual([[], 10, 10, 'post'])
  expect(first.texts.every(({ text }) => text.length > 0 && text.length <= 400 && !/\{\w+\}/.test(text))).toBe(true)
  expect(await look({})).toEqual(first)
  expect((await look({ seed: 'b' })).personas).not.toEqual(first.personas)
  const { files } = (await owner.get('/api/archetypes/gallery')).json<PackDetail>()
  const gallery = await look({ files, archetype: 'product-photographer', count: 4 })
  expect([gallery.personas.map(({ archetype }) => archetype), gallery.texts[0]?.kind]).toEqual([Array.from({ length: 4 }, () => 'product-photographer'), 'caption'])
  const captions = (await Promise.all(gallery.personas.map((_, place) => look({ files, seed: `s${place}` })))).flatMap(({ texts }) => texts.map(({ text }) => text))
  expect(captions.filter((text) => !/^\S.* · \S/.test(text) || /[[\]{}|]| [.,]/.test(text))).toEqual([])
  const faulty = await look({ files: [FILES[0], { name: 'ferry-captain.yaml', text: CAPTAIN.replace('length: short', 'length: shrot') }] })
  expect([faulty.personas, faulty.faults[0]]).toEqual([[], { file: 'ferry-captain.yaml', line: 14, column: 21, path: 'voice.length', message: expect.stringContaining('did you mean "short"') }])
})

it('lets agents of an own pack speak its words after they were changed', async () => {
  await using server = await consoleServer()
  const { owner, services } = server
  const speaking = `${CAPTAIN}speech:\n  frames:\n    post: ["All aboard."]\n`
  const made = await owner.post('/api/archetypes', { files: [FILES[0], { name: 'ferry-captain.yaml', text: speaking }] })
  expect(made.json()).toMatchObject({ version: 1 })
  const { personas: [captain] } = (await owner.post('/api/personas/generate', { pack: 'harbour', count: 1, seed: 's' })).json<{ personas: Persona[] }>()
  const { workspaceId } = await server.connection.db.selectFrom('personas').select('workspace_id as workspaceId').executeTakeFirstOrThrow()
  const speech = (await services.library.ownRepertoireOf(workspaceId, captain as Persona))?.speech
  expect(speech?.frames.post).toEqual(['All aboard.'])
  expect((await services.library.ownRepertoireOf(workspaceId, captain as Persona))?.speech).toBe(speech)
  await owner.put('/api/archetypes/harbour', { version: 1, files: [FILES[0], { name: 'ferry-captain.yaml', text: speaking.replace('All aboard.', 'Mind the gap.') }] })
  expect((await services.library.ownRepertoireOf(workspaceId, captain as Persona))?.speech?.frames.post).toEqual(['Mind the gap.'])
  const after = (await owner.get(`/api/personas/${captain?.id}`)).json<Persona>()
  expect(Date.parse(after.updatedAt)).toBeGreaterThan(Date.parse(captain?.updatedAt ?? ''))
})
