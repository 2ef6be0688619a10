/**
 * Six agents, hundreds of acts each, on a server that spoils one call in four, and with switches thrown now and then. In
 * the end every word of the adapter is held against what the server really has.
 */
import { expect, test } from 'vitest'
import { seededFaults } from '../../examples/showcase-server/faults.ts'
import type { OutsideAccount, OutsideAct, OutsideResult } from '../../packages/server/src/platform/outside-platform.ts'
import { seeded, type Random } from '../../packages/server/src/base/random.ts'
import { Dormitory } from './dormitory.ts'
import { NEVER, Stage } from './stage.ts'

const AGENTS = 6
const ACTS = 200
const WEIGHTS = { view_gallery: 3, view_image: 1, create_image_post: 2, comment: 3, upvote: 5 } as const
/** Of looking for what is open; what one finds tells the next one what was not its own. */
const ROUNDS = 4
const LIMITS = { readMs: 150, writeMs: 150, workflowMs: 150 }

interface Said { readonly act: OutsideAct; readonly result: OutsideResult }

test.each([1, 2])('nothing is done twice, nothing is taken back, nothing is claimed that is not so (seed %i)', async (seed) => {
  await using stage = await Stage.open({ faults: seededFaults(seed), limits: LIMITS, showcase: { budget: 40, showsAutomatedFlag: false } })
  stage.itemBy('somebody')
  const said: Said[] = []
  const dormitory = new Dormitory(stage.clock, AGENTS, lateOnes)
  const join = async (name: string): Promise<OutsideAccount> => {
    for (;;) {
      const result = await stage.platform.provision({ agentId: `agent-${name}`, personaId: `persona-${name}`, name, username: name }, NEVER)
      if (result.kind === 'there') return result.account
      await dormitory.sleep(result.kind === 'asleep' ? result.untilMs : stage.clock.now() + 1_000)
    }
  }
  const live = async (name: string, random: Random): Promise<void> => {
    const account = await join(name)
    let seen: readonly string[] = []
    for (let i = 0; i < ACTS; i++) {
      const act = nextAct(stage, account, random, seen, `${name} ${i}`)
      const stop = new AbortController()
      if (random.chance(0.02)) setTimeout(() => stop.abort(), random.between(0, 30))
      const result = await stage.platform.perform(act, stop.signal)
      said.push({ act, result })
      if (result.kind === 'done' && act.intent.action === 'view_gallery') seen = result.items.map(({ id }) => id)
      if (result.kind === 'unknown' && random.chance(0.5)) {
        await lateOnes()
        said.push({ act, result: await stage.platform.reconcile(act, NEVER) })
      }
      if (result.kind === 'asleep') await dormitory.sleep(result.untilMs)
      // Whoever was switched off stays so for a while; it may have been asked to wait, and never heard it.
      else if (stop.signal.aborted) await dormitory.sleep(stage.clock.now() + 3_600_000)
      if (random.chance(0.05)) await stage.platform.observe({ account, sinceMs: stage.clock.now() - 60_000 }, NEVER)
    }
    await dormitory.leave()
  }
  await Promise.all(Array.from({ length: AGENTS }, (_, i) => live(`agent${i}`, seeded(`storm/${seed}/${i}`))))

  // What came late has come by now. Then the process ends, and another one takes up what is open.
  await lateOnes()
  await stage.clock.until(stage.clock.now() + 600_000)
  const open = () => [...latest(said)].filter(([, result]) => result.kind === 'unknown').map(([act]) => act)
  const opened = open().length
  const next = stage.platformAnew()
  for (let round = 0; round < ROUNDS; round++) {
    for (const act of open()) said.push({ act, result: await next.reconcile({ ...act, accountedFor: async () => made(said, act) }, NEVER) })
  }

  const { violations, counts } = stage.showcase.ledger
  expect(violations).toEqual({
    likesTakenBack: 0, doubleLikes: 0, doublePosts: 0, doubleComments: 0, actsWithoutAgent: 0, serviceCallsWithAgent: 0, unlabelledPosts: 0, actsWhileLimited: 0,
  })
  const wrong = [...latest(said)].filter(([act, result]) => !isSo(stage, act, result)).map(([act, result]) => ({ ...act.intent, ...result, items: [] }))
  expect(wrong).toEqual([])
  // What is left open are likes, of which no more can be known, and what a server in this state didn't let be seen.
  const texts = open().filter(({ intent }) => intent.action !== 'upvote')
  expect(texts.length).toBeLessThan(opened / 4)
  // It has been a storm, and work has been done in it.
  expect([counts.faults > 350, dormitory.sleeps > 8, opened > 10, counts.posts > 60, counts.comments > 100, counts.likes > 30]).toEqual([true, true, true, true, true, true])
})

/** The server carries out late what it cut off, by the time on the wall: minutes on the agents' clock don't wait for that. */
function lateOnes(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100))
}

function nextAct(stage: Stage, account: OutsideAccount, random: Random, seen: readonly string[], words: string): OutsideAct {
  const names = Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[]
  const action = seen.length === 0 ? 'view_gallery' : random.weighted(names, (name) => WEIGHTS[name]) ?? 'view_gallery'
  if (action === 'view_gallery') return stage.act(account, action, null, { sort: random.pick(['recent', 'popular', 'trending']), page: random.chance(0.3) ? 2 : 1 })
  if (action === 'create_image_post') return stage.postAct(account, `Made by ${words}.`)
  return stage.act(account, action, random.pick(seen), action === 'comment' ? { text: `Said by ${words}.` } : {})
}

/** What the same agent is on record to have made. */
function made(said: readonly Said[], { account }: OutsideAct): string[] {
  return said.flatMap(({ act, result }) => act.account.agentId === account.agentId && result.kind === 'done' && result.madeId !== null ? [result.madeId] : [])
}

/** The last word on each act; of an agent's likes of one item, that on the last one that was let through. */
function latest(said: readonly Said[]): Map<OutsideAct, OutsideResult> {
  const words = new Map<string, Said>()
  for (const one of said) {
    const { id, account, intent: { action, target } } = one.act
    const isLike = action === 'upvote'
    if (!isLike || one.result.kind !== 'refused') words.set(isLike ? `${account.agentId} likes ${target}` : id, one)
  }
  return new Map(Array.from(words.values(), ({ act, result }) => [act, result]))
}

/** Whether what was said of an act agrees with what the server has; of what is unknown, nothing was said. */
function isSo({ showcase: { gallery } }: Stage, { account, intent: { action, target, input } }: OutsideAct, result: OutsideResult): boolean {
  if (result.kind === 'unknown') return true
  const item = gallery.item(target ?? '')
  const text = String(input['text'])
  switch (action) {
    case 'create_image_post': {
      const posts = gallery.items('recent', 0).filter(({ user, title }) => user.id === account.farId && title === text)
      return result.kind === 'done' ? posts.length === 1 && posts[0]?.id === result.madeId : posts.length === 0
    }
    case 'comment': {
      const comments = item?.comments.filter(({ user, content }) => user.id === account.farId && content.startsWith(text)) ?? []
      return result.kind === 'done' ? comments.length === 1 && comments[0]?.id === result.madeId : comments.length === 0
    }
    case 'upvote': {
      const liked = [...item?.likedBy ?? []].some(({ id }) => id === account.farId)
      return liked === (result.kind === 'done')
    }
    default:
      return true
  }
}
