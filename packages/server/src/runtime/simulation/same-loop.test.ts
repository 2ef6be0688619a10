/**
 * The loop over columns and the engine over maps are the same loop: the same agents, woken in the same order, see the same,
 * decide the same, are stopped by the same, say the same, and leave the same world.
 */
import type { Persona } from '@troupe/contract'
import { expect, test } from 'vitest'
import type { AgentView } from '../../agent/brain.ts'
import { Turn } from '../../agent/turn.ts'
import { must } from '../../base/errors.ts'
import { seededIds, type Id } from '../../base/ids.ts'
import { seeded } from '../../base/random.ts'
import { VirtualClock } from '../../base/clock.ts'
import { ColumnFeed } from '../../feed/columns/column-feed.ts'
import { ColumnObservations } from '../../feed/columns/column-observations.ts'
import type { ColumnState } from '../../feed/columns/column-state.ts'
import { FeedPlatform } from '../../feed/feed-platform.ts'
import { MemoryFeedStore } from '../../feed/memory-feed-store.ts'
import { profileOf } from '../../feed/profile-of.ts'
import type { Keys } from '../../feed/write-of.ts'
import { IN_MEMORY } from '../../platform/platform.ts'
import { STANDARD_POLICIES } from '../../policy/gate.ts'
import { rehearsalOnly, rehearsed } from '../asks.ts'
import { MemoryLedger } from '../memory-ledger.ts'
import { TurnEngine } from '../turn-engine.ts'
import { AGENTS, brains, CAPS, cast, START_MS } from './testing/cast.ts'
import { settled } from './testing/settled.ts'
import { TurnLoop } from './turn-loop.ts'
import type { TurnJournal } from './turn-journal.ts'

const TURNS = 900
const EVERY_MS = 17_000

interface Told {
  readonly turn: Id
  readonly what: string
}

async function overMaps(agents: readonly AgentView[], personas: readonly Persona[]): Promise<{ told: Told[]; store: MemoryFeedStore }> {
  const ids = seededIds(new VirtualClock(START_MS), seeded('ids'))
  const store = new MemoryFeedStore()
  await store.addProfiles(personas.map((persona, n) => profileOf(persona, `m${n}`, 'world', START_MS)))
  const as = (id: string | null): Id => id ?? 'none'
  const keys: Keys<Id> = {
    post: as, comment: as, profile: as, group: as, newGroup: () => `g${store.state.groups.size}`, newPost: () => `p${store.state.posts.size}`, newComment: () => `c${store.state.comments.size}`, newReport: () => `r${store.state.reports.size}`,
  }
  const ledger = new MemoryLedger(ids)
  const engine = new TurnEngine({
    platforms: new Map([['feed', new FeedPlatform(store, ids, () => ({ recommender: 'popular' }), keys)]]), brains, policies: STANDARD_POLICIES, asks: rehearsalOnly, ledger, seed: 'same',
    surroundings: { killed: () => null, place: () => ({ owned: true }), caps: () => CAPS },
  })
  const told: Told[] = []
  for (let n = 0; n < TURNS; n++) {
    const nowMs = START_MS + n * EVERY_MS
    const agent = must(agents[(n * 7) % AGENTS], 'an agent')
    const record = ledger.agent(agent.id)
    const turn = new Turn({
      id: `t${n}`, agent, worldId: 'world', trigger: { kind: 'wake' }, startedMs: nowMs, sinceMs: record.lastTurnMs ?? START_MS, texts: record.texts, tally: record.tally,
      chain: record.chain, snapshot: null,
    })
    await engine.run([turn], nowMs, IN_MEMORY)
    for (const entry of turn.entries) told.push({ turn: turn.id, what: wordsOf(entry) })
    await ledger.commit([turn], new Map([[turn, { state: 'idle', wakeAtMs: null }]]))
  }
  return { told, store }
}

/** An entry of the ledger in the words of the recorder below. */
function wordsOf({ kind, action, targetId, verdict, result, reason, madeId, payload }: Turn['entries'][number]): string {
  const kept = payload as { notices?: { id: Id }[]; saw?: [id: Id, comments: number, why: string | null][]; input?: Record<string, unknown> } | null
  switch (kind) {
    case 'observed':
      return `observed ${(kept?.notices ?? []).map(({ id }) => id).join(' ')}`
    case 'asked':
      return `asked ${action} ${targetId}`
    case 'acted':
      // Which people or groups a search found is not in a simulation's journal.
      if (kept?.saw !== undefined && !/^[gm]/.test(kept.saw[0]?.[0] ?? '')) return `looked ${action} ${JSON.stringify(kept.saw)}`
      return `acted ${action} ${targetId} ${verdict === 'allow' ? result : 'stopped'} ${reason} ${madeId} ${JSON.stringify(kept?.input ?? {})}`
    default:
      return `ended ${result} ${reason}`
  }
}

function overColumns(agents: readonly AgentView[], personas: readonly Persona[]): { told: Told[]; state: ColumnState } {
  const { state, columns, memories } = settled(agents, personas, START_MS)
  const told: Told[] = []
  let turn = ''
  const tell = (what: string): void => {
    told.push({ turn, what })
  }
  const journal: TurnJournal = {
    begin: (number) => { turn = `t${number}` },
    resume: () => {},
    observed: (notices) => tell(`observed ${notices.map(({ id }) => id).join(' ')}`),
    asked: (purpose, generator) => tell(`asked ${purpose} ${generator}`),
    looked: (intent, posts) => tell(`looked ${intent.action} ${JSON.stringify(posts.map((post) => [post.id, post.commentsThen, post.why]))}`),
    acted: (intent, _action, result, reason, made) => tell(`acted ${intent.action} ${intent.target} ${result} ${reason} ${made < 0 ? null : `${intent.action === 'comment' ? 'c' : intent.action === 'create_group' ? 'g' : 'p'}${made}`} ${JSON.stringify(intent.input)}`),
    end: (outcome, reason) => tell(`ended ${outcome} ${reason}`),
  }
  const loop = new TurnLoop({
    feed: new ColumnFeed(state, 'popular'), observations: new ColumnObservations(state), agents: columns, memories, brains, policies: STANDARD_POLICIES, caps: CAPS, journal, seed: 'same',
    answer: rehearsed,
  })
  for (let n = 0; n < TURNS; n++) loop.run((n * 7) % AGENTS, START_MS + n * EVERY_MS)
  return { told, state }
}

test('over maps and over columns: every look, verdict, act and word', async () => {
  const { agents, personas } = await cast()
  const [maps, columns] = [await overMaps(agents, personas), overColumns(agents, personas)]
  const different = maps.told.findIndex(({ turn, what }, n) => columns.told[n]?.turn !== turn || columns.told[n]?.what !== what)
  expect(columns.told[different]).toEqual(maps.told[different])
  expect(columns.told.length).toBe(maps.told.length)
  expect(columns.state.posts.author.length).toBe(maps.store.state.posts.size)
  expect(columns.state.comments.author.length).toBe(maps.store.state.comments.size)
  expect(columns.state.postReactions.size + columns.state.commentReactions.size).toBe(maps.store.state.reactions.size)
  expect(columns.state.groups.length).toBe(maps.store.state.groups.size)
  expect(columns.state.groups.membership.size).toBe(maps.store.state.memberships.size)
  expect(columns.state.groups.ofPost.size).toBeGreaterThan(0)
  // The story is one worth comparing.
  const kinds = new Set(maps.told.map(({ what }) => what.split(' ').slice(0, 2).join(' ')))
  expect(kinds.size).toBeGreaterThan(15)
  expect(maps.told.some(({ what }) => what.includes(' refused '))).toBe(true)
  expect(maps.told.some(({ what }) => what.includes(' stopped '))).toBe(true)
})
