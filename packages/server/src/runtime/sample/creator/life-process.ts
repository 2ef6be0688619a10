/** The process in which the sample creator's life is played: what it loads and compiles goes with it. When the server goes, so does this. */
import { SystemClock } from '../../../base/clock.ts'
import { oneTransaction } from '../../../store/one-transaction.ts'
import { sampleState } from '../sample-world.ts'
import { CREATOR_SAMPLE } from '../samples.ts'
import { readCreatorLife } from './creator-life.ts'
import { playLife, type PlayedLife } from './play-life.ts'
import type { LifeOrder } from './sample-creator.ts'

process.on('disconnect', () => process.exit(1))
process.once('message', (order: LifeOrder) => void play(order).then((played) => process.send?.({ played })))

async function play({ databaseUrl, secretKey, seed }: LifeOrder): Promise<PlayedLife | null> {
  await using transaction = await oneTransaction(databaseUrl)
  const { db } = transaction
  // Whoever else would play it waits here, and then finds it played.
  const state = await sampleState(db, CREATOR_SAMPLE, 'locked')
  if (state?.state !== 'wanted') return null
  const { workspaceId } = state
  const life = await readCreatorLife()
  const isFree = await db.selectFrom('workspaces').select('id').where('id', '=', workspaceId).executeTakeFirst() !== undefined
    && await db.selectFrom('creators').select('id').where('workspace_id', '=', workspaceId).where('username', '=', life.username).executeTakeFirst() === undefined
  const played = isFree ? await playLife({ db, workspaceId, life, secretKey, seed, nowMs: new SystemClock().now(), signal: new AbortController().signal }) : null
  // Whoever was quicker and onboarded her by hand has her as she is; other creators are no hindrance.
  await db.updateTable('settings').set({ value: JSON.stringify({ state: 'played', workspaceId, creatorId: played?.creatorId ?? null }) }).where('name', '=', CREATOR_SAMPLE.name).execute()
  await transaction.commit()
  return played
}
