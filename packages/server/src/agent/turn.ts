/**
 * A turn: one waking of one agent, from trigger to rest. This is its state and how it moves; it does nothing itself.
 * A turn runs in steps. Each ends in intents (which the runtime gates and performs), an ask (which it puts to a model
 * or another process) or rest. Everything a turn needs to go on after a crash is in its snapshot, which is stored
 * together with the journal entries of the step that made it.
 */
import type { Trigger } from '@troupe/contract'
import type { Id } from '../base/ids.ts'
import type { ModelRequest } from '../llm/model-port.ts'
import type { EntryDraft } from '../store/journal.ts'
import type { SeenItem } from './seen-item.ts'
import type { Intent } from './action.ts'
import type { Acted, AgentView, Ask, AskReply, Fate, Notes, Observation } from './brain.ts'
import type { Errand, ErrandReply, OutsideActDraft } from './errand.ts'
import type { OutsideAccount } from './outside-account.ts'

/** SPEC B2: up to ten actions a turn. */
export const ACTS_PER_TURN = 10
/**
 * A turn that has not rested by then is going in circles. Ten rounds of one ask and one act each are twenty steps; the
 * rounds a model may waste on calls that fit no tool come on top.
 */
export const STEPS_PER_TURN = 30

/** An ask as it is put: plain data, so it can be stored and put again. */
export type PendingAsk =
  | { readonly kind: 'model'; readonly request: ModelRequest }
  | (Ask & { readonly kind: 'http' | 'image' })
  | Errand

/** What comes back: brains get to see the answers to what they asked themselves. */
export type Answer = AskReply | { readonly kind: 'errand'; readonly reply: ErrandReply }

/** The intents of a step that are carried out one after the other, and what became of the first of them. */
export interface Acting {
  readonly intents: readonly Intent[]
  readonly acted: readonly Acted[]
}

export type TurnEnd =
  | { readonly kind: 'rested'; readonly thought: string | null }
  /** Nothing to be had before then: money, or a limit of somebody else's. */
  | { readonly kind: 'slept'; readonly untilMs: number; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'killed'; readonly reason: string }

export type TurnStatus =
  | { readonly kind: 'running' }
  | { readonly kind: 'waiting'; readonly ask: PendingAsk }
  | { readonly kind: 'ended'; readonly end: TurnEnd }

/** Something worth remembering that this turn did or met. */
export interface MemoryDraft {
  readonly kind: 'said' | 'replied' | 'contradicted' | 'agreed' | 'liked' | 'followed' | 'muted' | 'read' | 'summary'
  readonly aboutId: Id | null
  readonly aboutName: string | null
  readonly text: string
  readonly atMs: number
}

export interface Tally {
  /** UTC, YYYY-MM-DD. */
  readonly day: string
  readonly posts: number
  readonly comments: number
  /** Writing acts of every sort; absent from tallies of before they were counted. */
  readonly acts?: number
}

export interface TurnSnapshot {
  readonly step: number
  readonly notes: Notes
  readonly observation: Observation
  readonly acted: readonly Acted[]
  readonly reply: AskReply | null
  readonly inView: readonly Id[]
  readonly answeredTexts: readonly Id[]
  readonly intended: number
  readonly acts: number
  readonly done: Readonly<Record<string, number>>
  readonly generator: string | null
  readonly costMicros: number
  readonly tokens: number
  /** Entries of this step that are in the journal already. */
  readonly noted: number
  readonly ask: PendingAsk | null
  /** Of a turn outside that has not looked yet. */
  readonly unseeing?: true
  readonly acting?: Acting
  readonly account?: OutsideAccount
}

const NOTHING_SEEN: Observation = Object.freeze({ notices: [], trends: [], standing: '' })

export class Turn {
  readonly id: Id
  agent: AgentView
  /** Of an agent outside: its site. */
  readonly worldId: Id
  readonly trigger: Trigger
  readonly startedMs: number
  /** When the agent last looked; what was addressed to it since is news. */
  readonly sinceMs: number
  /** The claim under which this process holds the agent. The turn's own: the agent may have been claimed anew meanwhile, for another turn. */
  readonly lease: number
  /** Whether the turn stands in the ledger already: it has been committed before, or comes from there. */
  stored: boolean

  status: TurnStatus = { kind: 'running' }
  step = 0
  notes: Notes = {}
  observation: Observation | null = null
  acted: readonly Acted[] = []
  reply: AskReply | null = null
  /** Outside alone: the step's intents under way. */
  acting: Acting | null = null
  readonly inView = new Set<Id>()
  /** What it was shown, look by look, for remembering whom it dealt with. Not in the snapshot: gone on with elsewhere, a turn knows its last look. */
  readonly looks: (readonly SeenItem[])[] = []
  /** Intents judged: what a turn's bound is for, whether they were let through or not. */
  intended = 0
  /** Those let through and performed, whatever became of them: what the ledger counts. */
  acts = 0
  /** Texts it has answered or quoted. */
  readonly answeredTexts = new Set<Id>()
  /** How often each action was done, for the turn's one-line summary. */
  readonly done: Record<string, number> = {}
  /** What made the words of the step's intents. */
  generator: string | null = null

  /** What the agent brought along and takes away. */
  texts: number
  tally: Tally
  chain: Buffer
  costMicros = 0
  tokens = 0

  /** Not yet committed. */
  entries: EntryDraft[] = []
  memories: MemoryDraft[] = []
  outsideActs: OutsideActDraft[] = []
  /** Entries noted in this step; those committed meanwhile keep their places. */
  #noted = 0

  constructor(start: {
    id: Id
    agent: AgentView
    worldId: Id
    trigger: Trigger
    startedMs: number
    sinceMs: number
    texts: number
    tally: Tally
    chain: Buffer
    snapshot: TurnSnapshot | null
    /** Left out where nobody else could claim the agent. */
    lease?: number
  }) {
    this.id = start.id
    this.agent = start.agent
    this.worldId = start.worldId
    this.trigger = start.trigger
    this.startedMs = start.startedMs
    this.sinceMs = start.sinceMs
    this.lease = start.lease ?? 0
    this.texts = start.texts
    this.tally = start.tally
    this.chain = start.chain
    this.stored = start.snapshot !== null
    if (start.snapshot !== null) this.#resume(start.snapshot)
  }

  #resume(snapshot: TurnSnapshot): void {
    this.step = snapshot.step
    this.notes = snapshot.notes
    this.observation = snapshot.unseeing ? null : snapshot.observation
    this.acting = snapshot.acting ?? null
    if (snapshot.account !== undefined) this.knownAs(snapshot.account)
    this.acted = snapshot.acted
    this.reply = snapshot.reply
    for (const id of snapshot.inView) this.inView.add(id)
    for (const id of snapshot.answeredTexts) this.answeredTexts.add(id)
    this.intended = snapshot.intended
    this.acts = snapshot.acts
    Object.assign(this.done, snapshot.done)
    this.generator = snapshot.generator
    this.costMicros = snapshot.costMicros
    this.tokens = snapshot.tokens
    this.#noted = snapshot.noted
    if (snapshot.ask !== null) this.status = { kind: 'waiting', ask: takenUpAgain(snapshot.ask) }
  }

  /** What has to be stored for the turn to go on from here in another process. */
  snapshot(): TurnSnapshot {
    return {
      step: this.step, notes: this.notes, observation: this.observation ?? NOTHING_SEEN, acted: this.acted, reply: this.reply,
      inView: [...this.inView], answeredTexts: [...this.answeredTexts], intended: this.intended, acts: this.acts, done: this.done, generator: this.generator, costMicros: this.costMicros, tokens: this.tokens, noted: this.#noted,
      ask: this.status.kind === 'waiting' ? this.status.ask : null,
      ...(this.agent.site === undefined ? {} : this.#outside(this.agent.site.account)),
    }
  }

  #outside(account: OutsideAccount | null): Pick<TurnSnapshot, 'unseeing' | 'acting' | 'account'> {
    return { ...(this.observation === null ? { unseeing: true } : {}), ...(this.acting === null ? {} : { acting: this.acting }), ...(account === null ? {} : { account }) }
  }

  /** The far side knows the agent. */
  knownAs(account: OutsideAccount): void {
    const { site } = this.agent
    if (site !== undefined) this.agent = { ...this.agent, site: { ...site, account } }
  }

  get actsLeft(): number {
    const { brain } = this.agent
    return (brain.kind === 'model' ? Math.min(ACTS_PER_TURN, brain.actionsMax) : ACTS_PER_TURN) - this.intended
  }

  /** The next entry's place; entries of one step count from 0. */
  note(kind: EntryDraft['kind'], atMs: number, facts: Partial<Omit<EntryDraft, 'kind' | 'atMs' | 'step' | 'place'>>): void {
    this.entries.push({
      step: this.step, place: this.#noted++, atMs, kind, action: null, targetId: null, verdict: null, policy: null, result: null, reason: null,
      madeId: null, ms: null, tokens: null, costMicros: null, payload: null, ...facts,
    })
  }

  /** The intents of this step have been dealt with; the next step decides what follows. */
  actedOn(acted: readonly Acted[]): void {
    this.acted = acted
    this.acting = null
    this.reply = null
    this.#nextStep()
  }

  waitFor(ask: PendingAsk): void {
    this.status = { kind: 'waiting', ask }
  }

  answered(reply: AskReply): void {
    this.reply = reply
    this.acted = []
    this.#nextStep()
    this.goOn()
  }

  goOn(): void {
    this.status = { kind: 'running' }
  }

  #nextStep(): void {
    this.step += 1
    this.#noted = 0
  }

  end(end: TurnEnd): void {
    this.status = { kind: 'ended', end }
  }

  count(action: string, result: Fate): void {
    if (result.kind === 'done') this.done[action] = (this.done[action] ?? 0) + 1
  }

  /** "2 like_post, 1 comment"; reads are left out. */
  summary(): string {
    return Object.entries(this.done).map(([action, times]) => times === 1 ? action : `${action} ×${times}`).join(', ')
  }
}

/** Whatever a stored act errand was waiting for may have happened. */
function takenUpAgain(ask: PendingAsk): PendingAsk {
  return ask.kind === 'errand' && ask.errand === 'act' ? { ...ask, isOpen: true } : ask
}
