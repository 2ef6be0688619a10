/** The parts of a mirrored run: members that are numbers, one brain for all, the standing policies. */
import type { RecommenderName } from '@troupe/contract'
import type { AgentView, Brain } from '../../../agent/brain.ts'
import { ACTS_PER_TURN } from '../../../agent/turn.ts'
import type { Id } from '../../../base/ids.ts'
import type { Random } from '../../../base/random.ts'
import { ColumnFeed } from '../../../feed/columns/column-feed.ts'
import { ColumnObservations } from '../../../feed/columns/column-observations.ts'
import { ColumnState } from '../../../feed/columns/column-state.ts'
import { NumberedPeople } from '../../../feed/columns/people.ts'
import { STANDARD_POLICIES } from '../../../policy/gate.ts'
import { AgentColumns } from '../agent-columns.ts'
import type { JournalRecords } from '../journal-records.ts'
import type { WorldParts } from '../kept-world.ts'
import { MemoryColumns } from '../memory-columns.ts'
import { TurnLoop } from '../turn-loop.ts'
import { GENERATOR, mirroredBrain } from './mirrored-brain.ts'
import { plainWords } from './plain-words.ts'

const BIO_WORDS = 12
const POST_WORDS = 20
const CAPS = { actsPerTurn: ACTS_PER_TURN, postsPerDay: 500, commentsPerDay: 1000 }

/** An agent that is its number; the same object serves all. */
class NumberedAgent implements AgentView {
  number = 0
  readonly workspaceId = 'mirror'
  readonly projectId = 'mirror'
  readonly platform = 'feed'
  readonly brain = { kind: 'habit' } as const
  readonly persona = null
  readonly speech = null
  readonly craft = []
  get id(): Id { return `a${this.number}` }
  get name(): string { return `Agent ${this.number}` }
  get profileId(): Id { return `m${this.number}` }
}

export class MirrorWorld {
  readonly state: ColumnState = new ColumnState(new NumberedPeople(() => this.state.profiles.posts.length))
  readonly loop: TurnLoop
  /** What a checkpoint keeps. */
  readonly parts: WorldParts
  readonly #feed: ColumnFeed
  readonly #agents: AgentColumns
  readonly #memories = new MemoryColumns(this.state)
  readonly #journal: JournalRecords

  constructor(seed: string, recommender: RecommenderName, journal: JournalRecords) {
    const agent = new NumberedAgent()
    this.#journal = journal
    this.#feed = new ColumnFeed(this.state, recommender)
    this.#agents = new AgentColumns((number) => {
      agent.number = number
      return agent
    })
    const observations = new ColumnObservations(this.state)
    this.loop = new TurnLoop({
      feed: this.#feed, observations, agents: this.#agents, memories: this.#memories, brains: new Map<Brain['kind'], Brain>([['habit', mirroredBrain]]),
      policies: STANDARD_POLICIES, caps: CAPS, journal, seed, answer: () => null,
    })
    this.parts = { state: this.state, observations, agents: this.#agents, memories: this.#memories, loop: this.loop }
  }

  join(atMs: number, random: Random): void {
    const bio = plainWords(random, BIO_WORDS)
    this.state.addProfile(bio, atMs)
    this.#agents.add(atMs)
    this.#memories.addAgent()
    this.#journal.joined(null, bio, atMs)
  }

  firstPost(member: number, atMs: number, random: Random): void {
    const text = plainWords(random, POST_WORDS)
    this.#feed.write({ action: 'create_post', target: null, input: { text } }, { worldId: this.state.worldId, actorId: member, atMs, generator: GENERATOR, turnId: null })
    this.#journal.firstPost(member, atMs, text, GENERATOR)
  }
}
