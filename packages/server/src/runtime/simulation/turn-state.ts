/** One turn's state, used again for the next: the loop makes a million a minute. */
import type { Trigger } from '@troupe/contract'
import type { Action, Intent } from '../../agent/action.ts'
import type { Acted, AgentView, AskReply, Notes, Observation, Situation } from '../../agent/brain.ts'
import { ACTS_PER_TURN, STEPS_PER_TURN } from '../../agent/turn.ts'
import type { Id } from '../../base/ids.ts'
import { SeedStem, type Random } from '../../base/random.ts'
import { idOfTurn, rowOf, TURN } from '../../feed/columns/ids.ts'
import type { SeenNotice, SeenPost } from '../../feed/columns/seen.ts'

const WAKE: Trigger = { kind: 'wake' }
const NO_ACTS: readonly Acted[] = []
const NO_NOTES: Notes = {}
/** What follows the turn in a step's seed, and in that of its looks. */
const STEP_ENDS = Array.from({ length: STEPS_PER_TURN + 1 }, (_, step) => `/${step}`)
const LOOK_ENDS = STEP_ENDS.map((end) => `${end}/look`)

export class TurnState implements Situation {
  agent!: AgentView
  turn = 0
  nowMs = 0
  step = 0
  texts = 0
  /** Intents so far; what the gate held back counts towards the turn's bound. */
  intended = 0
  /** Performed. */
  acts = 0
  /** Memories there were when it began; later ones are its own. */
  settledMemories = 0
  trigger: Trigger = WAKE
  observation!: Omit<Observation, 'notices'> & { readonly notices: readonly SeenNotice[] }
  acted: readonly Acted[] = NO_ACTS
  reply: AskReply | null = null
  notes: Notes = NO_NOTES
  generator: string | null = null
  readonly actions: ReadonlyMap<string, Action>
  readonly inView = new InView()
  readonly answered = new Answered()
  /** As in `turn-engine.ts`, by the turn's id. */
  #seeds: SeedStem
  #random: Random | null = null

  constructor(actions: ReadonlyMap<string, Action>, seed: string) {
    this.actions = actions
    this.#seeds = new SeedStem(`${seed}/${TURN}`)
  }

  /** From the next turn on. */
  reseed(seed: string): void {
    this.#seeds = new SeedStem(`${seed}/${TURN}`)
  }

  begin(agent: AgentView, turn: number, nowMs: number, texts: number, observation: TurnState['observation']): void {
    this.agent = agent
    this.turn = turn
    this.nowMs = nowMs
    this.step = 0
    this.texts = texts
    this.intended = 0
    this.acts = 0
    this.observation = observation
    this.acted = NO_ACTS
    this.reply = null
    this.notes = NO_NOTES
    this.generator = null
    this.#random = null
    this.inView.begin(observation.notices)
    this.answered.clear()
  }

  get turnId(): Id {
    return idOfTurn(this.turn)
  }

  get actsLeft(): number {
    const { brain } = this.agent
    return (brain.kind === 'model' ? Math.min(ACTS_PER_TURN, brain.actionsMax) : ACTS_PER_TURN) - this.intended
  }

  /** The step's own source, begun when first drawn from: many a step leaves nothing to chance. */
  get random(): Random {
    return (this.#random ??= this.#seeds.source(this.turn, STEP_ENDS[this.step] as string))
  }

  lookRandom(): Random {
    return this.#seeds.source(this.turn, LOOK_ENDS[this.step] as string)
  }

  nextStep(acted: readonly Acted[], reply: AskReply | null): void {
    this.step += 1
    this.acted = acted
    this.reply = reply
    this.#random = null
  }
}

/** What a turn has answered: ten texts at most. A Set looks ids up by making each a name that V8 keeps: 160 ns, where most turns answer nothing. */
export class Answered {
  /** Of which the first `#count` are this turn's. */
  readonly #ids: Id[] = []
  #count = 0

  has(id: Id): boolean {
    for (let n = 0; n < this.#count; n++) if (this.#ids[n] === id) return true
    return false
  }

  add(id: Id): void {
    this.#ids[this.#count++] = id
  }

  clear(): void {
    this.#count = 0
  }
}

/** All that was shown in a turn, answered from the rows shown: a set of every comment's id and author would cost more than the turn. */
export class InView {
  /** Of which the first `#count` are this turn's: an array that is emptied gives its room away. */
  readonly #posts: SeenPost[] = []
  #count = 0
  #notices: readonly SeenNotice[] = []
  /** Members who were shown for themselves, as by a search. */
  readonly #members: number[] = []
  readonly #groups: number[] = []

  begin(notices: readonly SeenNotice[]): void {
    this.#count = 0
    if (this.#members.length > 0) this.#members.length = 0
    if (this.#groups.length > 0) this.#groups.length = 0
    this.#notices = notices
  }

  addPosts(posts: readonly SeenPost[]): void {
    for (const post of posts) this.#posts[this.#count++] = post
  }

  addMember(member: number): void {
    this.#members.push(member)
  }

  addGroup(group: number): void {
    this.#groups.push(group)
  }

  /** Before an act: what it changes was seen as it stood before. */
  settle({ action, target }: Intent): void {
    switch (action) {
      case 'follow':
      case 'unfollow': {
        const member = rowOf('m', target)
        for (let n = 0; n < this.#count; n++) if (this.#post(n).author === member) this.#post(n).settleFollow()
        return
      }
      case 'mute':
      case 'unmute':
        for (let n = 0; n < this.#count; n++) this.#post(n).settle()
        return
      case 'like_post':
      case 'unlike_post':
      case 'dislike_post':
      case 'undo_dislike_post': {
        const row = rowOf('p', target)
        for (let n = 0; n < this.#count; n++) if (this.#post(n).row === row) this.#post(n).settleReaction()
        return
      }
      // Comments that come later are not among those that stood there then.
      default:
    }
  }

  has(id: Id): boolean {
    switch (id.charAt(0)) {
      case 'p':
        return this.#hasPost(rowOf('p', id))
      case 'm':
        return this.#hasMember(rowOf('m', id))
      case 'c':
        return this.#hasComment(rowOf('c', id))
      case 'g':
        return this.#groups.includes(rowOf('g', id)) || this.#shown().some((post) => post.group?.id === id)
      default:
        return false
    }
  }

  #post(n: number): SeenPost {
    return this.#posts[n] as SeenPost
  }

  #shown(): readonly SeenPost[] {
    return this.#posts.slice(0, this.#count)
  }

  #hasPost(row: number): boolean {
    for (let n = 0; n < this.#count; n++) if (this.#post(n).row === row) return true
    for (const notice of this.#notices) if (notice.under === row) return true
    return false
  }

  /** Comments last: they are made by being looked at. */
  #hasMember(row: number): boolean {
    for (let n = 0; n < this.#count; n++) if (this.#post(n).author === row) return true
    for (const notice of this.#notices) if (notice.author === row) return true
    return this.#members.includes(row) || this.#shown().some((post) => post.comments.some((comment) => comment.author === row))
  }

  #hasComment(row: number): boolean {
    return this.#notices.some((notice) => notice.kind === 'comment' && notice.row === row) || this.#shown().some((post) => post.comments.some((comment) => comment.row === row))
  }
}
