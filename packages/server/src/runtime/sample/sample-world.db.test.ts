/** A sample that was cut off is taken away whole, and made anew beside the others of its workspace. */
import { expect, test } from 'vitest'
import { SystemClock } from '../../base/clock.ts'
import { must } from '../../base/errors.ts'
import { systemIds } from '../../base/ids.ts'
import { PostgresFeedStore } from '../../feed/postgres/postgres-feed-store.ts'
import { loadPacks } from '../../persona/pack/load-packs.ts'
import { connect } from '../../store/database.ts'
import { testDatabase } from '../../store/testing/test-database.ts'
import { makeSample, removeSample, sampleState } from './sample-world.ts'
import { FEED_SAMPLE, GALLERY_SAMPLE } from './samples.ts'

const ids = systemIds(new SystemClock())
const folder = (name: string): string => new URL(`../../../../../archetypes/${name}`, import.meta.url).pathname

test('the second sample is made again after it was cut off; a persona put to work elsewhere stays where it is', async () => {
  await using database = await testDatabase()
  await using connection = connect(database.url, { connections: 2 })
  const { db } = connection
  const [agora, gallery] = await loadPacks([folder('agora'), folder('gallery')])
  const parts = { db, ids, feed: new PostgresFeedStore(db), seed: 'cut off', privateNetwork: false, joining: 'off' as const }
  const first = await makeSample({ ...parts, pack: must(agora, 'the agora pack') }, 0)
  const make = () => makeSample({ ...parts, pack: must(gallery, 'the gallery pack'), spec: GALLERY_SAMPLE, workspaceId: first.workspaceId }, 0)
  const cutOff = await make()
  const state = await sampleState(db, GALLERY_SAMPLE)
  expect(state).toMatchObject({ state: 'filling', worldId: cutOff.worldId })
  await removeSample(db, GALLERY_SAMPLE, state as Exclude<typeof state, null | { state: 'wanted' }>)
  expect(await db.selectFrom('personas').select('id').execute()).toHaveLength(FEED_SAMPLE.personas)
  const again = await make()
  expect(again.agents.map(({ persona }) => persona.username)).toEqual(cutOff.agents.map(({ persona }) => persona.username))

  const kept = must(again.agents[0], 'an agent').persona
  await db.updateTable('agents').set({ persona_id: kept.id }).where('id', '=', must(first.agents[0], 'an agent').id).execute()
  await removeSample(db, GALLERY_SAMPLE, { state: 'filling', workspaceId: again.workspaceId, projectId: again.projectId, worldId: again.worldId })
  const third = await make()
  expect(third.agents.map(({ persona }) => persona.username)).toEqual(cutOff.agents.map(({ persona }) => persona.username).filter((username) => username !== kept.username))
})
