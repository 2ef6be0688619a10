/** A run of personas who do everything the feed allows, its journal on disk and its columns at hand to compare with. */
import type { BrainConfig, Persona } from '@troupe/contract'
import type { AgentView, Brain } from '../../../agent/brain.ts'
import { habitBrain } from '../../../agent/habit-brain.ts'
import { modelBrain } from '../../../agent/model-brain.ts'
import { ACTS_PER_TURN } from '../../../agent/turn.ts'
import { must } from '../../../base/errors.ts'
import { ColumnFeed } from '../../../feed/columns/column-feed.ts'
import { ColumnObservations } from '../../../feed/columns/column-observations.ts'
import type { ColumnState } from '../../../feed/columns/column-state.ts'
import { generatePersonas } from '../../../persona/generation/generate-personas.ts'
import { loadPacks } from '../../../persona/pack/load-packs.ts'
import { STANDARD_POLICIES } from '../../../policy/gate.ts'
import { rehearsed } from '../../../runtime/asks.ts'
import { JournalRecords } from '../../../runtime/simulation/journal-records.ts'
import { settled } from '../../../runtime/simulation/testing/settled.ts'
import { TurnLoop } from '../../../runtime/simulation/turn-loop.ts'
import { repertoireFrom } from '../../../runtime/repertoire.ts'
import { VERSION } from '../../../store/journal-file/format.ts'
import { JournalWriter } from '../../../store/journal-file/journal-writer.ts'

export const START_MS = Date.UTC(2026, 0, 5, 8)
const EVERY_MS = 17_000

const BRAINS: readonly BrainConfig[] = [
  { kind: 'habit' },
  {
    kind: 'habit',
    weights: {
      repost: 2, mute: 1, unmute: 1, like_comment: 2, dislike_post: 2, update_bio: 1, search_posts: 1, view_recent_posts: 1, comment: 3, quote_post: 2, follow: 2, unfollow: 1,
      unlike_post: 1, report: 1, view_groups: 1, create_group: 1, join_group: 3, leave_group: 1, post_to_group: 3,
    },
  },
  { kind: 'model', actionsMax: 6 },
]

export interface TalkingRun {
  readonly state: ColumnState
  readonly personas: readonly Persona[]
  readonly turns: number
  readonly acts: number
  readonly endedMs: number
}

/** `between` is called before each turn and may write records of its own. */
export async function talkingRun(path: string, agents: number, turns: number, between: (turn: number, atMs: number, world: { state: ColumnState; feed: ColumnFeed; records: JournalRecords }) => void = () => {}): Promise<TalkingRun> {
  const packs = await loadPacks([new URL('../../../../../../archetypes/agora', import.meta.url).pathname])
  const { fresh } = await generatePersonas({ pack: must(packs[0], 'a pack'), count: agents, seed: 'talking', taken: () => false, made: () => false })
  const repertoireOf = repertoireFrom(packs)
  const at = new Date(START_MS).toISOString()
  const personas = fresh.map(({ origin, ...draft }, n): Persona => ({ ...draft, id: `persona${n}`, avatarUrl: '', origin, createdAt: at, updatedAt: at }))
  const views = personas.map((persona, n): AgentView => ({
    id: `a${n}`, name: persona.displayName, workspaceId: 'w', projectId: 'p', platform: 'feed', brain: must(BRAINS[n % BRAINS.length], 'a brain'), persona,
    ...repertoireOf(persona), profileId: `m${n}`,
  }))
  await using journal = new JournalWriter(path, { version: VERSION, seed: 'talking', inputs: { recommender: 'popular' } })
  const records = new JournalRecords(journal)
  const { state, columns, memories } = settled(views, personas, START_MS)
  for (const { displayName, bio } of personas) records.joined(displayName, bio, START_MS)
  const feed = new ColumnFeed(state, 'popular')
  const loop = new TurnLoop({
    feed, observations: new ColumnObservations(state), agents: columns, memories, brains: new Map<Brain['kind'], Brain>([habitBrain, modelBrain].map((brain) => [brain.kind, brain])),
    policies: STANDARD_POLICIES, caps: { actsPerTurn: ACTS_PER_TURN, postsPerDay: 12, commentsPerDay: 20 }, journal: records, seed: 'talking', answer: rehearsed,
  })
  for (let n = 0; n < turns; n++) {
    const atMs = START_MS + n * EVERY_MS
    between(n, atMs, { state, feed, records })
    loop.run((n * 7) % agents, atMs)
  }
  await journal.end()
  return { state, personas, ...loop.counts, endedMs: START_MS + (turns - 1) * EVERY_MS }
}
