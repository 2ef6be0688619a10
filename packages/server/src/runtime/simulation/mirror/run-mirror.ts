/**
 * The workload that social simulators are measured by, through the whole loop: so many agents with a bio of twelve words, of
 * whom every tenth posts twenty; then steps, in each of which every agent in order refreshes (five posts with all their
 * comments) and does one thing: 20 % post, 40 % like, 20 % comment, 20 % follow, on a target drawn from what it saw.
 * Journal hashed and on disk. Sign-ups, first posts, refreshes and actions count.
 */
import type { RecommenderName } from '@troupe/contract'
import type { AgentView, Brain } from '../../../agent/brain.ts'
import { ACTS_PER_TURN } from '../../../agent/turn.ts'
import type { Id } from '../../../base/ids.ts'
import { seeded } from '../../../base/random.ts'
import { ColumnFeed } from '../../../feed/columns/column-feed.ts'
import { ColumnObservations } from '../../../feed/columns/column-observations.ts'
import { ColumnState } from '../../../feed/columns/column-state.ts'
import { NumberedPeople } from '../../../feed/columns/people.ts'
import { STANDARD_POLICIES } from '../../../policy/gate.ts'
import { VERSION } from '../../../store/journal-file/format.ts'
import { JournalWriter } from '../../../store/journal-file/journal-writer.ts'
import { AgentColumns } from '../agent-columns.ts'
import { JournalRecords } from '../journal-records.ts'
import { MemoryColumns } from '../memory-columns.ts'
import { TurnLoop } from '../turn-loop.ts'
import { GENERATOR, mirroredBrain } from './mirrored-brain.ts'
import { plainWords } from './plain-words.ts'

const BIO_WORDS = 12
const POST_WORDS = 20
const POSTS_EVERY = 10
/** A Monday; any fixed moment will do. */
const START_MS = Date.UTC(2026, 0, 5, 8)
const STEP_MS = 60_000
/** Turns between two looks at the event loop, so that the journal's thread is heard and a caller can stop the run. */
const SLICE = 2_000

export interface MirrorOptions {
  readonly agents: number
  readonly steps: number
  readonly seed: string
  readonly recommender: RecommenderName
  readonly journalPath: string
  /** Milliseconds since any moment, for the figures alone. */
  readonly elapsedMs: () => number
  /** Told after each slice: how many of the actions there will be are done. */
  readonly onProgress?: (done: number, of: number) => void
  readonly signal?: AbortSignal
}

export interface MirrorResult {
  readonly agents: number
  readonly steps: number
  readonly recommender: RecommenderName
  readonly seed: string
  readonly actions: number
  readonly seconds: number
  readonly actionsPerSecond: number
  readonly secondsAStep: number
  readonly journalSha256: string
  readonly journalBytes: number
  readonly posts: number
  readonly comments: number
  readonly likes: number
  readonly follows: number
}

/** An agent that is its number; the same object serves all. */
class NumberedAgent implements AgentView {
  number = 0
  readonly workspaceId = 'mirror'
  readonly projectId = 'mirror'
  readonly platform = 'feed'
  readonly brain = { kind: 'habit' } as const
  readonly persona = null
  readonly speech = null
  get id(): Id { return `a${this.number}` }
  get name(): string { return `Agent ${this.number}` }
  get profileId(): Id { return `m${this.number}` }
}

export async function runMirror({ agents: count, steps, seed, recommender, journalPath, elapsedMs, onProgress, signal }: MirrorOptions): Promise<MirrorResult> {
  const startedMs = elapsedMs()
  await using journal = new JournalWriter(journalPath, { version: VERSION, seed, inputs: { workload: 'mirror', agents: count, steps, recommender } })
  const records = new JournalRecords(journal)
  const view = new NumberedAgent()
  const agents = new AgentColumns((agent) => {
    view.number = agent
    return view
  })
  const state: ColumnState = new ColumnState(new NumberedPeople(() => state.profiles.posts.length))
  const memories = new MemoryColumns(state)
  const feed = new ColumnFeed(state, recommender)
  const loop = new TurnLoop({
    feed, observations: new ColumnObservations(state), agents, memories, brains: new Map<Brain['kind'], Brain>([['habit', mirroredBrain]]), policies: STANDARD_POLICIES,
    caps: { actsPerTurn: ACTS_PER_TURN, postsPerDay: 500, commentsPerDay: 1000 }, journal: records, seed, answer: () => null,
  })
  const chance = seeded(`${seed}/start`)
  const firstPosts = Math.ceil(count / POSTS_EVERY)
  const planned = count + firstPosts + 2 * count * steps
  const breathe = async (done: number): Promise<void> => {
    signal?.throwIfAborted()
    if (journal.isBehind) await journal.caughtUp()
    onProgress?.(done, planned)
  }

  for (let agent = 0; agent < count; agent++) {
    const bio = plainWords(chance, BIO_WORDS)
    state.addProfile(bio, START_MS)
    agents.add(START_MS)
    memories.addAgent()
    records.joined(null, bio, START_MS)
    if (agent % SLICE === 0) await breathe(agent)
  }
  for (let agent = 0; agent < count; agent += POSTS_EVERY) {
    const text = plainWords(chance, POST_WORDS)
    feed.write({ action: 'create_post', target: null, input: { text } }, { worldId: state.worldId, actorId: agent, atMs: START_MS, generator: GENERATOR, turnId: null })
    records.firstPost(agent, START_MS, text, GENERATOR)
    if (agent % SLICE === 0) await breathe(count + agent / POSTS_EVERY)
  }
  const stepsStartedMs = elapsedMs()
  for (let step = 0; step < steps; step++) {
    const nowMs = START_MS + (step + 1) * STEP_MS
    for (let agent = 0; agent < count; agent++) {
      loop.run(agent, nowMs)
      if (agent % SLICE === 0) await breathe(count + firstPosts + loop.counts.acts)
    }
  }
  const stepsMs = elapsedMs() - stepsStartedMs
  const { sha256, bytes } = await journal.end()
  const seconds = (elapsedMs() - startedMs) / 1000
  const actions = count + firstPosts + loop.counts.acts
  onProgress?.(actions, planned)
  return {
    agents: count, steps, recommender, seed, actions, seconds, actionsPerSecond: Math.round(actions / seconds), secondsAStep: stepsMs / 1000 / Math.max(1, steps),
    journalSha256: sha256, journalBytes: bytes, posts: state.posts.author.length, comments: state.comments.author.length, likes: state.postReactions.size, follows: state.followed.size,
  }
}
