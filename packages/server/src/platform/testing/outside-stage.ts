/** What the suite of outside places needs to know of one: how to set it up, how to spoil it, and what has come about there. */
import type { Intent } from '../../agent/action.ts'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Applicant, OutsideAccount, OutsidePlatform } from '../outside-platform.ts'
import type { Fault } from './misbehaviour.ts'

/** Something an agent does there that others get to see. */
export interface OutsideWrite {
  /** The action. */
  readonly name: string
  /** What it is done to: nothing, a person's item, or that person. */
  readonly on: 'nothing' | 'item' | 'author'
  /** Its input, where it takes words: with these. */
  readonly words: ((text: string) => Intent['input']) | null
  /** What must have been done to the same target before: only what is liked can be unliked. */
  readonly after?: string
  /** Nothing on its wire tells afterwards whether it was done: it may stay unknown for good. */
  readonly blind?: true
}

export interface Said { readonly id: Id; readonly authorId: Id }

/** Requests of one sort: those of the write of this name, or one of the others that every place has. */
export type RequestSort = 'provision' | 'look' | (string & {})

export interface OutsideStage extends AsyncDisposable {
  /** By which adapter and far side live: one that nobody waits for. */
  readonly clock: Clock
  readonly platform: OutsidePlatform
  /** Another one, as after a crash: what was only in mind is gone. */
  platformAnew(): OutsidePlatform
  /** Somebody the place has room for. */
  applicant(name: string): Promise<Applicant>
  /** Something said, or shown, by a person: not through the adapter. */
  itemBy(name: string, text: string): Promise<Said>
  /** A person's answer to it. */
  answerBy(name: string, itemId: Id, text: string): Promise<Said>
  /** The next request of the sort goes wrong; with several faults, each once. */
  breaks(sort: RequestSort, ...faults: Fault[]): void
  /** Faults that no request has met yet. */
  unspent(): number
  /** What the far side was asked so far: everything, and whatever was no mere reading. */
  asked(): { readonly all: number; readonly writes: number }
  /** How often what the write is to bring about stands there: once, if all is well. */
  effects(write: OutsideWrite, account: OutsideAccount, target: Id | null): number
  /** Accounts that were made or taken into use. */
  accounts(): number
  /** Anybody who looks at the account, program or person, is told that it is automated. */
  isLabelled(account: OutsideAccount): boolean
  /** What it should never have come to, in words: an unlabelled text, a like that was taken away, a secret in the wrong place. */
  violations(): readonly string[]
  /** From now on nobody is there. */
  leave(): Promise<void>
}

export interface OutsideHarness {
  readonly name: string
  /** What looks around, first page, and what looks at one item with its answers. */
  readonly look: Intent
  readonly thread: (itemId: Id) => Intent
  readonly writes: readonly OutsideWrite[]
  /** Whether its accounts can be removed by program. */
  readonly retires: boolean
  /** What must never come out in a reason. */
  readonly secrets: readonly string[]
  /** Answers are waited for so long, and no longer; short, for nobody likes to wait in a test. */
  open(): Promise<OutsideStage>
}
