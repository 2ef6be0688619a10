/** Adds events to a context, one or a million. Changes nothing that it was given. */
import { stageSchema, type Stage } from '@troupe/contract'
import type { ContextMarks } from '../../store/lead-schema.ts'
import { amountMinorOf } from './amount.ts'
import { learn, type Said } from './attributes.ts'
import type { ContextEvent, LeadContext } from './lead-context.ts'
import { NOT_THE_LEADS } from './signs-of-life.ts'
import { stageOf } from './stage-of.ts'
import { isEmpty, setValue, valueOf } from './strangers-words.ts'
import { firstsWanted, STAGE_RANK, STANDARD_STAGE_RULES, type StageRule } from './stage-rules.ts'

/** A context needs what these say, not only that they were. */
export const TELLING_TYPES: readonly string[] = ['identify', 'payment_success', 'payment_refunded', 'stage_changed']
/** By whom a stage was found, not set: see `stageChange`. */
export const BY_RULES = 'rules'

const wantedBy = new WeakMap<readonly StageRule[], ReadonlyMap<string, number>>()

export class ContextTally {
  readonly #rules: readonly StageRule[]
  readonly #wanted: ReadonlyMap<string, number>
  readonly #knownSinceMs: number
  #counts: Record<string, number>
  #lastAtMs: Record<string, number>
  #firsts: Record<string, number[]>
  #said: Said
  #set: ContextMarks['set']
  #events: number
  #firstSeenMs: number | null
  #lastSeenMs: number | null
  #revenueMinor: number

  /** `knownSinceMs`: since when a lead whom no event moved is new. */
  constructor(context: LeadContext, knownSinceMs: number, rules: readonly StageRule[] = STANDARD_STAGE_RULES) {
    this.#rules = rules
    this.#wanted = wantedBy.get(rules) ?? firstsWanted(rules)
    wantedBy.set(rules, this.#wanted)
    this.#knownSinceMs = knownSinceMs
    this.#counts = { ...context.counts }
    this.#lastAtMs = { ...context.lastAtMs }
    this.#firsts = { ...context.marks.firsts }
    this.#said = { attributes: { ...context.attributes }, attributeAt: { ...context.marks.attributeAt } }
    this.#set = context.marks.set
    this.#events = context.events
    this.#firstSeenMs = context.firstSeenMs
    this.#lastSeenMs = context.lastSeenMs
    this.#revenueMinor = context.revenueMinor
  }

  add({ type, atMs, counted, payload }: ContextEvent): void {
    if (!counted) return
    this.#events++
    setValue(this.#counts, type, (valueOf(this.#counts, type) ?? 0) + 1)
    const last = valueOf(this.#lastAtMs, type)
    if (last === undefined || atMs > last) setValue(this.#lastAtMs, type, atMs)
    const firsts = this.#wanted.get(type)
    if (firsts !== undefined) setValue(this.#firsts, type, withFirst(valueOf(this.#firsts, type) ?? [], atMs, firsts))
    if (!NOT_THE_LEADS.has(type)) {
      if (this.#firstSeenMs === null || atMs < this.#firstSeenMs) this.#firstSeenMs = atMs
      if (this.#lastSeenMs === null || atMs > this.#lastSeenMs) this.#lastSeenMs = atMs
    }
    if (payload === null) return
    switch (type) {
      case 'identify': return learn(this.#said, payload, atMs)
      case 'payment_success': this.#revenueMinor += amountMinorOf(payload); return
      case 'payment_refunded': this.#revenueMinor -= amountMinorOf(payload); return
      case 'stage_changed': return this.#setStage(payload, atMs)
    }
  }

  /** All that another context was made of, as if its events had been added one by one. */
  join({ counts, lastAtMs, events, firstSeenMs, lastSeenMs, revenueMinor, attributes, marks: { firsts = {}, attributeAt = {}, set } }: LeadContext): void {
    this.#events += events
    this.#revenueMinor += revenueMinor
    for (const [type, count] of Object.entries(counts)) setValue(this.#counts, type, (valueOf(this.#counts, type) ?? 0) + count)
    for (const [type, atMs] of Object.entries(lastAtMs)) setValue(this.#lastAtMs, type, Math.max(valueOf(this.#lastAtMs, type) ?? atMs, atMs))
    for (const [type, times] of Object.entries(firsts)) for (const atMs of times) setValue(this.#firsts, type, withFirst(valueOf(this.#firsts, type) ?? [], atMs, this.#wanted.get(type) ?? times.length))
    for (const [name, value] of Object.entries(attributes)) learn(this.#said, { [name]: value }, valueOf(attributeAt, name) ?? 0)
    if (set !== undefined) this.#setStage({ to: set.stage }, set.at)
    this.#firstSeenMs = extreme(Math.min, this.#firstSeenMs, firstSeenMs)
    this.#lastSeenMs = extreme(Math.max, this.#lastSeenMs, lastSeenMs)
  }

  /** What can't be counted again: its words were erased. */
  keep({ revenueMinor, attributes, marks }: Pick<LeadContext, 'revenueMinor' | 'attributes' | 'marks'>): void {
    this.#revenueMinor = revenueMinor
    this.#said = { attributes: { ...attributes }, attributeAt: { ...marks.attributeAt } }
    this.#set = marks.set
  }

  context(): LeadContext {
    const counted = { counts: this.#counts, lastAtMs: this.#lastAtMs, marks: this.#marks() }
    const { stage, sinceMs } = stageOf(counted, this.#rules, this.#knownSinceMs)
    return {
      ...counted, stage, stageSinceMs: sinceMs, firstSeenMs: this.#firstSeenMs, lastSeenMs: this.#lastSeenMs, events: this.#events, revenueMinor: this.#revenueMinor, attributes: this.#said.attributes,
    }
  }

  #setStage({ to, by }: Readonly<Record<string, unknown>>, atMs: number): void {
    const stage = stageSchema.safeParse(to)
    if (!stage.success || by === BY_RULES) return
    const newer = this.#set === undefined || atMs > this.#set.at || (atMs === this.#set.at && STAGE_RANK[stage.data] > STAGE_RANK[this.#set.stage])
    if (newer) this.#set = { stage: stage.data, at: atMs }
  }

  /** Only what there is, so that an empty one stays empty. */
  #marks(): ContextMarks {
    return {
      ...isEmpty(this.#firsts) ? {} : { firsts: this.#firsts }, ...this.#set === undefined ? {} : { set: this.#set }, ...isEmpty(this.#said.attributeAt) ? {} : { attributeAt: this.#said.attributeAt },
    }
  }
}

export function withEvent(context: LeadContext, event: ContextEvent, knownSinceMs: number, rules?: readonly StageRule[]): LeadContext {
  if (!event.counted) return context
  const tally = new ContextTally(context, knownSinceMs, rules)
  tally.add(event)
  return tally.context()
}

/** The payload of the event that says so; agents may wait for it, and funnels are counted by it. */
export function stageChange(from: Stage, to: Stage): Readonly<Record<string, unknown>> {
  return { from, to, by: BY_RULES }
}

function extreme(of: (a: number, b: number) => number, a: number | null, b: number | null): number | null {
  return a === null || b === null ? a ?? b : of(a, b)
}

function withFirst(firsts: number[], atMs: number, most: number): number[] {
  if (firsts.length >= most && atMs >= (firsts[most - 1] ?? 0)) return firsts
  return [...firsts, atMs].sort((a, b) => a - b).slice(0, most)
}
