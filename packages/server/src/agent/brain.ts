/**
 * A brain decides (DESIGN "Brain"). It takes a batch of situations and gives a decision for each, and it is pure:
 * no clock, no network, no chance but what the situation carries. What must come from outside (words, a model's choice,
 * an http brain's answer) is an *ask*; the runtime performs it and the reply is part of the next step's situation.
 */
import type { BrainConfig, ImageWorkflow, Persona, Speech, Trigger, Workflow } from '@troupe/contract'
import type { Id } from '../base/ids.ts'
import type { Random } from '../base/random.ts'
import type { ModelReply, ModelRequest } from '../llm/model-port.ts'
import type { Recollection } from '../llm/rehearsal/brief.ts'
import type { Action, Intent } from './action.ts'
import type { AgentSite } from './outside-account.ts'
import type { SeenItem, SeenPicture } from './seen-item.ts'

/** Who decides. Stable over a turn. */
export interface AgentView {
  readonly id: Id
  readonly name: string
  readonly workspaceId: Id
  readonly projectId: Id
  readonly platform: string
  readonly brain: BrainConfig
  readonly persona: Persona | null
  /** What its archetype has to say, for the rehearsal model. */
  readonly speech: Speech | null
  /** The kinds of images its archetype makes. */
  readonly craft: readonly ImageWorkflow[]
  readonly profileId: Id | null
  /** Where it acts outside; absent on the embedded network. */
  readonly site?: AgentSite
}

/** By what an agent tells its own posts and comments from others': its member, or its account outside. */
export function ownIdOf({ site, profileId }: Pick<AgentView, 'site' | 'profileId'>): Id | null {
  return site === undefined ? profileId : site.account?.farId ?? null
}

/** What the platform says is there when the agent wakes. */
export interface Observation {
  /** Addressed to the agent since its last turn: replies, mentions, quotes. Oldest first. */
  readonly notices: readonly SeenItem[]
  /** What the place is talking about, most talked of first. */
  readonly trends: readonly string[]
  /** A line about the agent's own standing there. */
  readonly standing: string
}

export type ActResult =
  | {
    readonly kind: 'done'
    readonly items: readonly SeenItem[]
    readonly madeId: Id | null
    readonly note: string
  }
  /** By the platform's rules. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** By the gate. */
  | { readonly kind: 'stopped'; readonly verdict: 'hold' | 'ask' | 'suppress'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }

/** What became of an intent. Outside it may be open: perhaps done, so it is looked for, and not repeated (SPEC B7). */
export type Fate = ActResult | { readonly kind: 'unknown'; readonly reason: string }

export interface Acted {
  readonly intent: Intent
  readonly result: Fate
}

export type HttpReply =
  | { readonly kind: 'answered'; readonly intents: readonly { action: string; input: unknown }[]; readonly thought: string | null }
  /** `aborted`: the asker gave up, because it was switched off. */
  | { readonly kind: 'failed'; readonly message: string; readonly aborted?: true }

/** What came of an image that was wanted. One that could not be made is a labelled stand-in; only money and switches give none. */
export type ImageReply =
  | { readonly kind: 'made'; readonly imageId: Id; readonly picture: SeenPicture; readonly generator: string; readonly placeholder: string | null; readonly costMicros: number }
  | { readonly kind: 'failed'; readonly message: string; readonly aborted?: true }
  /** Money or the provider's own quota is used up. */
  | { readonly kind: 'exhausted'; readonly untilMs: number; readonly message: string }

export type AskReply =
  | { readonly kind: 'model'; readonly reply: ModelReply }
  | { readonly kind: 'http'; readonly reply: HttpReply }
  | { readonly kind: 'image'; readonly reply: ImageReply }

/** What a brain leaves itself from step to step: plain JSON, stored with the turn. */
export type Notes = Readonly<Record<string, unknown>>

export interface Situation {
  readonly agent: AgentView
  readonly turnId: Id
  readonly trigger: Trigger
  readonly nowMs: number
  readonly random: Random
  readonly step: number
  /** Intents the turn may still hold. */
  readonly actsLeft: number
  /** Texts the agent has made so far. */
  readonly texts: number
  readonly actions: ReadonlyMap<string, Action>
  readonly observation: Observation
  /** What became of the last step's intents, in their order. */
  readonly acted: readonly Acted[]
  /** The answer to the last step's ask. */
  readonly reply: AskReply | null
  readonly notes: Notes
}

export type Ask =
  | {
    readonly kind: 'model'
    /** Whom to remember besides the latest memories. */
    readonly aboutId: Id | null
    /** Made once the memories are there. */
    readonly build: (memory: readonly Recollection[]) => ModelRequest
  }
  /** To be made and kept, in the name of the agent's member. Same workflow and seed, same image, where it is made by code. */
  | {
    readonly kind: 'image'
    readonly workflow: Workflow
    readonly seed: string
    /** What it is to be shown by: where the gate would not let that happen, none is made. */
    readonly action: string
  }
  | { readonly kind: 'http'; readonly url: string; readonly secret: string | null; readonly timeoutMs: number; readonly body: Notes }

/** A wish that never became an intent: its input fits no schema. It goes on the trace with what was wrong. */
export interface Misfit {
  readonly action: string
  readonly input: unknown
  readonly fault: string
}

export type Decision =
  | {
    readonly kind: 'intents'
    readonly intents: readonly Intent[]
    readonly misfits?: readonly Misfit[]
    readonly notes: Notes
    readonly generator: string | null
  }
  | { readonly kind: 'ask'; readonly ask: Ask; readonly notes: Notes }
  | { readonly kind: 'rest'; readonly thought: string | null }

export interface Brain {
  readonly kind: BrainConfig['kind']
  decide(batch: readonly Situation[]): Decision[]
}

/** A brain from a function that decides for one agent at a time: ten lines are enough for one. */
export function perAgent(kind: BrainConfig['kind'], decide: (situation: Situation) => Decision): Brain {
  return { kind, decide: (batch) => batch.length === 1 ? [decide(batch[0] as Situation)] : batch.map(decide) }
}

export function rest(thought: string | null = null): Decision {
  return { kind: 'rest', thought }
}
