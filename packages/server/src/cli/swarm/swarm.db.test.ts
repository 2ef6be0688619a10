/** `troupe swarm` on a database of its own: what it makes, what it finds again, and what it does not do. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { farSide, notFound, says, standingInFor } from '../../site/testing/far-side.ts'
import { proofFile } from '../../site/well-known-file.ts'
import { keepAddress } from '../kept-address.ts'
import { town } from './testing/town.ts'

test('lives in the gallery that comes with Troupe, and is found again', async () => {
  await using place = await town()
  const first = await place.run('--count 6 --for 6s --public --json', 1_500)
  const summary = JSON.parse(first.out) as Record<string, number> & { made: unknown; projectId: string }
  expect([first.code, summary['agents'], summary.made]).toEqual([0, 6, { project: true, personas: 6, agents: 6 }])
  expect(summary['posts']).toBeGreaterThan(0)
  expect(summary['acts']).toBeGreaterThanOrEqual(6)
  const counted = await sql<{ posts: number; images: number; comments: number }>`SELECT (SELECT count(*)::int FROM posts) AS posts, (SELECT count(*)::int FROM images) AS images, (SELECT count(*)::int FROM comments) AS comments`.execute(place.db)
  expect(counted.rows[0]).toEqual({ posts: summary['posts'], images: summary['images'], comments: summary['comments'] })
  expect(first.said).toMatch(/6 agents made\.\n.*@\w+ \(.+\) {2}showed an image/s)
  const agents = await place.db.selectFrom('agents').select(['state', 'platform', 'lease_until']).execute()
  expect(new Set(agents.map((agent) => JSON.stringify(agent)))).toEqual(new Set([JSON.stringify({ state: 'paused', platform: 'gallery', lease_until: null })]))
  expect(await place.db.selectFrom('worlds').select(['public', 'place']).execute()).toEqual([{ public: true, place: 'gallery' }])

  // Somebody else's agent, long due: it is not the swarm's to wake.
  await sql`INSERT INTO projects (id, workspace_id, name, wake, created_at) SELECT gen_random_uuid(), id, 'Others', '{"kind":"rhythm"}', 0 FROM workspaces`.execute(place.db)
  await sql`INSERT INTO agents (id, workspace_id, project_id, name, platform, brain, state, state_since, wake_at, created_at)
    SELECT gen_random_uuid(), workspace_id, id, 'Other', 'feed', '{"kind":"habit"}', 'idle', 0, 1, 0 FROM projects WHERE name = 'Others'`.execute(place.db)

  // The same again makes nothing; two more make two.
  await keepAddress(place.db, 'http://127.0.0.1:5000')
  const again = await place.run('--count 6 --for 5s')
  // Where the instance said it is served, not where it would be by default.
  expect(again.out).toContain(`http://127.0.0.1:5000/console/projects/${summary.projectId}`)
  expect(again.said).toContain('All 6 agents are here from before; nothing was made.')
  expect(again.out).toMatch(/^\d+ posts?, \d+ images?/)
  expect(await place.db.selectFrom('agents').select(['state', 'wake_at']).where('name', '=', 'Other').execute()).toEqual([{ state: 'idle', wake_at: 1 }])
  const more = JSON.parse((await place.run('--count 8 --for 5s --json')).out) as { made: unknown; agents: number; projectId: string }
  expect(more).toMatchObject({ agents: 8, made: { project: false, personas: 2, agents: 2 }, projectId: summary.projectId })
  const names = await place.db.selectFrom('personas').select('username').execute()
  expect(new Set(names.map(({ username }) => username.toLowerCase())).size).toBe(8)
})

test('a dry run says what would be, and leaves everything as it was', async () => {
  await using place = await town()
  const before = await place.rows()
  const planned = await place.run('--count 7 --archetype indie-game-developer,data-visualiser --dry-run')
  expect(planned).toMatchObject({ code: 0, said: '' })
  expect(planned.out).toMatch(/nothing was made.*owned: It is part of this instance.*7 agents of the pack gallery.*\d data-visualiser, \d indie-game-developer.*7 personas \(0 there already\), 7 agents/s)
  const json = JSON.parse((await place.run('--platform showcase --url http://127.0.0.1:9 --token T --dry-run --json')).out) as unknown
  expect(json).toMatchObject({ dryRun: true, site: 'http://127.0.0.1:9', verdict: { kind: 'owned' }, agents: { make: 12, found: 0 } })
  await expect(place.run('--pack galery --dry-run')).rejects.toThrow('did you mean "gallery"?')
  await expect(place.run('--archetype painter')).rejects.toThrow('--archetype: the pack gallery has no painter')
  expect(await place.rows()).toEqual(before)
})

test('a public site without the file is refused before any act, with what to do', async () => {
  await using place = await town()
  await using side = await farSide(notFound)
  const outside = standingInFor('gallery.example', side)
  const words = '--count 6 --platform showcase --url https://gallery.example --token service-token --for 5s'
  const planned = await place.run(`${words} --dry-run`, null, outside)
  expect([planned.code, planned.out]).toEqual([1, expect.stringContaining('unproved: It has not been added yet') as string])
  expect(side.asked).toEqual([])

  const refused = await place.run(words, null, outside).catch((error: Error) => error.message)
  expect(refused).toMatch(/^https:\/\/gallery\.example is not proved to be yours, so no agent goes there\.\n\nServe this at https:\/\/gallery\.example\/\.well-known\/troupe\.json\n.*"token": "troupe_site_.*Then run the same command again\.$/s)
  const again = await place.run(words, null, outside).catch((error: Error) => error.message)
  expect(again).toContain('The file is not there: the answer was 404')
  expect(side.asked).toEqual(['/.well-known/troupe.json'])
  expect(await place.rows()).toMatchObject({ sites: 1, personas: 0, projects: 0, agents: 0, journal: 0 })

  // Its owner serves what was said: a look without any writing sees it.
  const site = await place.db.selectFrom('sites').select(['workspace_id', 'token', 'sealed_secret']).executeTakeFirstOrThrow()
  expect(String(site.sealed_secret)).not.toContain('service-token')
  side.answer = says(proofFile(site.workspace_id, site.token))
  const before = await place.rows()
  expect(await place.run(`${words} --dry-run`, null, outside)).toMatchObject({ code: 0, out: expect.stringContaining('owned: The file is there and has this workspace') as string })
  expect(await place.rows()).toEqual(before)
})
