/**
 * Fills the sample's last 24 hours: the same agents, brains, gate and rules on a virtual clock over the memory store,
 * written to PostgreSQL hour by hour, so that pages show the first posts while the rest is still being played. Each
 * hour is one transaction with its journal; at the end the agents go live where the past left them.
 */
import { sql } from 'kysely'
import type { AgentView, Brain } from '../../agent/brain.ts'
import { VirtualClock } from '../../base/clock.ts'
import { seededIds, type Id } from '../../base/ids.ts'
import { seeded, type Random } from '../../base/random.ts'
import { FeedPlatform, type WorldSettings } from '../../feed/feed-platform.ts'
import { GalleryPlatform, type ImageShelf } from '../../feed/gallery/gallery-platform.ts'
import { MemoryFeedStore } from '../../feed/memory-feed-store.ts'
import { FeedImport } from '../../feed/postgres/feed-import.ts'
import type { Platform } from '../../platform/platform.ts'
import { STANDARD_POLICIES } from '../../policy/gate.ts'
import { bigints, ints, jsonbs, texts, uuids } from '../../store/columns.ts'
import type { Database, Within } from '../../store/database.ts'
import { appendEntries } from '../../store/journal.ts'
import type { AskPort } from '../ask-port.ts'
import type { RepertoireOf } from '../repertoire.ts'
import { MemoryLedger } from '../memory-ledger.ts'
import { simulate, type SimulatedAgent } from '../simulator.ts'
import { TurnEngine } from '../turn-engine.ts'
import { ACTS_PER_TURN } from '../../agent/turn.ts'
import { nextWakeFor } from '../waking.ts'
import { sampleState, setSampleState, type Sample } from './sample-world.ts'

const HOUR_MS = 3_600_000
/** Whoever starts an instance at night would look at a still page: the next few to wake do so within two minutes, once. */
const EARLY_BIRDS = 5
const EARLY_FIRST_MS = 15_000
const EARLY_EVERY_MS = 25_000
export const PAST_HOURS = 24

export interface FillParts {
  readonly db: Database
  readonly sample: Sample
  readonly brains: ReadonlyMap<AgentView['brain']['kind'], Brain>
  readonly asks: AskPort
  /** Of the images that are made meanwhile. */
  readonly shelf: ImageShelf
  readonly repertoireOf: RepertoireOf
  readonly seed: string
  readonly fromMs: number
  readonly toMs: number
  /** Share done, 0 to 1, after each hour that is written. */
  readonly onProgress: (share: number) => void
  readonly signal: AbortSignal
}

export async function fillPast(parts: FillParts): Promise<{ turns: number; posts: number; comments: number }> {
  const { sample, seed, fromMs, toMs, signal } = parts
  const clock = new VirtualClock(fromMs)
  const chance = seeded(`${seed}/past`)
  const ids = seededIds(clock, chance.fork('ids'))
  const store = new MemoryFeedStore()
  await store.addProfiles(sample.agents.map((agent) => agent.profile))
  const ledger = new MemoryLedger(ids)
  const settings = (): WorldSettings => ({ recommender: 'recent' })
  const engine = new TurnEngine({
    platforms: new Map<string, Platform>([['feed', new FeedPlatform(store, ids, settings)], ['gallery', new GalleryPlatform(store, ids, settings, parts.shelf)]]),
    brains: parts.brains,
    policies: STANDARD_POLICIES,
    asks: parts.asks,
    ledger,
    surroundings: {
      killed: () => null,
      place: () => ({ owned: true }),
      caps: () => ({ actsPerTurn: ACTS_PER_TURN, postsPerDay: sample.spec.postsPerDay, commentsPerDay: sample.spec.commentsPerDay }),
    },
    seed,
  })
  const nextWake = (agent: AgentView, from: number, random: Random): number | null => nextWakeFor({ kind: 'rhythm' }, agent.persona?.rhythm ?? null, from, random)
  let agents = sample.agents.map(({ id, persona, profile, brain }, place): SimulatedAgent => {
    const agent: AgentView = {
      id, name: persona.displayName, workspaceId: sample.workspaceId, projectId: sample.projectId, platform: sample.spec.place, brain, persona,
      ...parts.repertoireOf(persona), profileId: profile.id,
    }
    return { agent, worldId: sample.worldId, firstWakeMs: nextWake(agent, fromMs, chance.fork(`first ${place}`)) }
  })
  const feed = new FeedImport(store.state)
  const written = { turns: 0 }
  for (let hourEnd = fromMs + HOUR_MS; ; hourEnd = Math.min(toMs, hourEnd + HOUR_MS)) {
    await simulate({ engine, ledger, clock, ids, random: chance.fork(`hour ${hourEnd}`), nextWake, asks: parts.asks }, agents, hourEnd, signal)
    agents = agents.map((one) => ({ ...one, firstWakeMs: wakeOf(ledger, one) }))
    const isLast = hourEnd >= toMs
    await parts.db.transaction().execute(async (tx) => {
      await demandStillWanted(tx, sample)
      await feed.write(tx)
      await writeTurns(tx, ledger, written)
      await appendEntries(tx, ledger.entries)
      await writeMemories(tx, ledger, ids)
      if (isLast) await goLive(tx, sample, ledger, agents, toMs)
    })
    ledger.entries = []
    parts.onProgress((hourEnd - fromMs) / (toMs - fromMs))
    if (isLast) break
  }
  return { turns: written.turns, posts: store.state.posts.size, comments: store.state.comments.size }
}

/** A filling that was cut off may have an hour in hand yet while the next start makes the sample anew: that hour is not written. */
async function demandStillWanted(tx: Within, { spec, worldId }: Sample): Promise<void> {
  const state = await sampleState(tx, spec, 'locked')
  if (state?.state !== 'filling' || state.worldId !== worldId) throw new Error('this sample is not being filled any more')
}

function wakeOf(ledger: MemoryLedger, { agent, firstWakeMs }: SimulatedAgent): number | null {
  const { after } = ledger.agent(agent.id)
  return after === null ? firstWakeMs : after.state === 'idle' ? after.wakeAtMs : null
}

async function writeTurns(tx: Within, ledger: MemoryLedger, written: { turns: number }): Promise<void> {
  const rows = ledger.turns
  ledger.turns = []
  written.turns += rows.length
  if (rows.length === 0) return
  await sql`INSERT INTO turns (id, agent_id, project_id, trigger, started_at, ended_at, outcome, reason, steps, acts, cost_micros, summary)
    SELECT * FROM unnest(${uuids(rows, (r) => r.id)}, ${uuids(rows, (r) => r.agentId)}, ${uuids(rows, (r) => r.projectId)},
      ${jsonbs(rows, (r) => JSON.stringify(r.trigger))}, ${bigints(rows, (r) => r.startedMs)}, ${bigints(rows, (r) => r.endedMs)},
      ${texts(rows, (r) => r.outcome)}, ${texts(rows, (r) => r.reason)}, ${ints(rows, (r) => r.steps)}, ${ints(rows, (r) => r.acts)},
      ${bigints(rows, (r) => r.costMicros)}, ${texts(rows, (r) => r.summary)})`.execute(tx)
}

async function writeMemories(tx: Within, ledger: MemoryLedger, ids: { next(): Id }): Promise<void> {
  const rows = ledger.takeNewMemories().map((memory) => ({ ...memory, id: ids.next() }))
  if (rows.length === 0) return
  await sql`INSERT INTO memories (id, agent_id, kind, about_id, about_name, text, at)
    SELECT * FROM unnest(${uuids(rows, (r) => r.id)}, ${uuids(rows, (r) => r.agentId)}, ${texts(rows, (r) => r.kind)},
      ${uuids(rows, (r) => r.aboutId)}, ${texts(rows, (r) => r.aboutName)}, ${texts(rows, (r) => r.text)}, ${bigints(rows, (r) => r.atMs)})`.execute(tx)
}

async function goLive(tx: Within, sample: Sample, ledger: MemoryLedger, agents: readonly SimulatedAgent[], nowMs: number): Promise<void> {
  const order = agents.toSorted((a, b) => (a.firstWakeMs ?? Number.POSITIVE_INFINITY) - (b.firstWakeMs ?? Number.POSITIVE_INFINITY))
  for (const [place, { agent, firstWakeMs: ownWakeMs }] of order.entries()) {
    const firstWakeMs = place < EARLY_BIRDS && ownWakeMs !== null ? Math.min(ownWakeMs, nowMs + EARLY_FIRST_MS + place * EARLY_EVERY_MS) : ownWakeMs
    const record = ledger.agent(agent.id)
    await tx.updateTable('agents').where('id', '=', agent.id).set({
      state: 'idle', state_reason: null, state_since: nowMs, wake_at: firstWakeMs === null ? null : Math.max(firstWakeMs, nowMs),
      turns: record.turns, acts: record.acts, texts: record.texts, tally_day: record.tally.day, tally_posts: record.tally.posts,
      tally_comments: record.tally.comments, chain: record.chain, last_turn_at: record.lastTurnMs,
    }).execute()
  }
  await setSampleState(tx, sample.spec, { state: 'filled', workspaceId: sample.workspaceId, projectId: sample.projectId, worldId: sample.worldId })
}
