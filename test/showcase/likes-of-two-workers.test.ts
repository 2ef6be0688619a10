/**
 * Two workers keep no order among their toggles: one's like of an item may come at any moment of the other's. Each moment is
 * tried: before and after every request and every word to the memory of likes.
 */
import { describe, expect, test } from 'vitest'
import { guardedFetch } from '../../packages/server/src/base/guarded-fetch.ts'
import type { LikeMemory } from '../../packages/server/src/showcase/like-memory.ts'
import type { ShowcasePlatform } from '../../packages/server/src/showcase/showcase-platform.ts'
import { NEVER, Stage, TOKEN } from './stage.ts'

/** More than a like without an answer and a later look at it have. */
const MOMENTS = Array.from({ length: 24 }, (_, moment) => moment)

/** A worker that lets something happen at one of its moments. */
function interruptedAt(moment: number, stage: Stage, happen: () => Promise<void>): ShowcasePlatform {
  let moments = 0
  const pass = async (): Promise<void> => {
    if (moments++ === moment) await happen()
  }
  const between = async <Result>(step: () => Promise<Result>): Promise<Result> => {
    await pass()
    const result = await step()
    await pass()
    return result
  }
  const request = guardedFetch({ privateNetwork: true })
  const likes: LikeMemory = {
    of: (agentId, itemIds) => between(() => stage.memory.of(agentId, itemIds)),
    on: (itemId) => between(() => stage.memory.on(itemId)),
    set: (agentId, itemId, like) => between(() => stage.memory.set(agentId, itemId, like)),
  }
  return stage.platformAt(stage.showcase.origin, TOKEN, { likes, fetch: (...asked) => between(() => request(...asked)) })
}

describe.each([
  ['did not arrive', { kind: 'hang-up', worked: false }],
  ['arrived', { kind: 'hang-up', worked: true }],
] as const)('a like without an answer that %s', (_, fault) => {
  test.each(MOMENTS)('is not told done by another worker\'s, at moment %i', async (moment) => {
    await using stage = await Stage.open()
    const [mira, jon] = [await stage.account('Mira'), await stage.account('Jon')]
    const item = stage.itemBy('somebody')
    const other = stage.platformAnew()
    let isMiras = true
    stage.breaks('POST', { test: (path) => path.endsWith('/like') && isMiras }, fault)
    const worker = interruptedAt(moment, stage, async () => {
      isMiras = false
      await stage.clock.until(stage.clock.now() + 1_000)
      expect((await other.perform(stage.act(jon, 'upvote', item), NEVER)).kind).toBe('done')
      await stage.clock.until(stage.clock.now() + 1_000)
      isMiras = true
    })
    const act = stage.act(mira, 'upvote', item)
    const said = [(await worker.perform(act, NEVER)).kind, (await worker.reconcile(act, NEVER)).kind]
    if (!fault.worked) expect(said).not.toContain('done')
    else expect(['done', 'unknown']).toEqual(expect.arrayContaining(said))
    expect(stage.showcase.ledger).toMatchObject({ violations: { likesTakenBack: 0, doubleLikes: 0 } })
  })
})
