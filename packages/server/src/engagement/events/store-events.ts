/**
 * One batch of what was said, in one transaction: who is meant, what is new about it, what is known of each lead with it, consents that
 * end, messages whose reason has gone, and what agents make of it. Undone as a whole when another was quicker (`BatchClashError`).
 */
import { ConflictError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { cancelPointless } from '../actions/cancel-actions.ts'
import { stageChange, withEvent } from '../context/context-tally.ts'
import type { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import type { Within } from '../../store/database.ts'
import { BatchClashError } from './batch-clash-error.ts'
import { changeConsents, type ConsentWord } from './change-consents.ts'
import type { CheckedEvent } from './checked-event.ts'
import type { ConsentSaid } from './consent-said.ts'
import type { CreatorFacts, CreatorsKnown } from './creators-known.ts'
import { answersTo, keepAnswers, keyName, messageKey, type KeyAnswered, type KeyUsed } from './event-keys.ts'
import type { IngestedBatch, Ingested, MergeLeads, PlanHeard, Refusal } from './incoming-event.ts'
import { LeadBook, type BookedLead, type Meant } from './lead-book.ts'
import type { Heard } from './lead-event.ts'
import { writeEvents, writeJobs, writeLearned, writeNewLeads, type EventRow } from './write-events.ts'

export interface CheckedDraft {
  readonly event: CheckedEvent
  /** Of what the message id stands for; null where there is none. */
  readonly fingerprint: Buffer | null
}

/** What belongs together: a request, or what a part of the house says at once. It is stored whole, or not at all. */
export interface EventUnit {
  readonly workspaceId: Id
  readonly key: KeyUsed | null
  readonly entryId: Id | null
  readonly onlyCreatorId: Id | null
  readonly trusted: boolean
  readonly drafts: readonly (CheckedDraft | Refusal)[]
  /** Of a large request, whose planning is left to those who have time for it. */
  readonly isPart?: true
}

export interface StoreTools {
  readonly ids: Ids
  readonly nowMs: number
  readonly creators: CreatorsKnown
  readonly suppressions: SuppressionList
  /** Null: what is to be heard becomes jobs. */
  readonly plan: PlanHeard | null
  readonly merge: MergeLeads | null
}

/** An error where this unit alone can't be taken. */
export type UnitAnswer = IngestedBatch | Error

/** What ended waiting messages, if it did: see `cancelPointless`. */
const ENDING_TYPES = new Set(['payment_success', 'booking_created', 'booking_cancelled', 'email_replied', 'whatsapp_received', 'sms_received', 'in_app_received', 'unsubscribed', 'consent_withdrawn'])
/** Agents act on what happens, not on history that is brought along. */
const HEARD_WITHIN_MS = 24 * 3_600_000
/** Types of one lead: a context is read and written with every event. */
const TYPES_MOST = 300

export async function storeEvents(within: Within, tools: StoreTools, units: readonly EventUnit[]): Promise<UnitAnswer[]> {
  return new EventBatch(within, tools).store(units)
}

class EventBatch {
  readonly #within: Within
  readonly #tools: StoreTools
  readonly #book: LeadBook
  readonly #rows: EventRow[] = []
  readonly #heard: Heard[] = []
  readonly #words: ConsentWord[] = []
  readonly #ended = new Set<Id>()
  /** Of leads that turned out to be somebody who is known: who goes, and into whom. */
  readonly #same = new Map<Id, Id>()
  readonly #answered: KeyAnswered[] = []
  /** Of the creators that events are for, those that are there. */
  #creators: ReadonlyMap<Id, CreatorFacts> = new Map()
  /** Of this batch or stored, by name. */
  #known = new Map<string, KeyAnswered>()

  constructor(within: Within, tools: StoreTools) {
    this.#within = within
    this.#tools = tools
    this.#book = new LeadBook(tools.ids, tools.nowMs)
  }

  async store(units: readonly EventUnit[]): Promise<UnitAnswer[]> {
    const { nowMs } = this.#tools
    this.#known = await answersTo(this.#within, units.flatMap(keysOf), nowMs)
    const meant = await this.#meant(units)
    // Agents that hear of it at once ask who it is.
    await this.#book.load(this.#within, [...meant.values()], this.#tools.plan !== null)
    const answers = units.map((unit) => this.#answer(unit, meant))
    await this.#write()
    return answers
  }

  /** Events to be looked at, with the creator each is for. */
  async #meant(units: readonly EventUnit[]): Promise<Map<CheckedEvent, Meant>> {
    const { creators } = this.#tools
    const meant = new Map<CheckedEvent, Meant>()
    for (const unit of units) {
      for (const draft of unit.drafts) {
        if (!('event' in draft) || this.#isKnown(unit, draft)) continue
        const { event } = draft
        const creatorId = event.creatorId ?? unit.onlyCreatorId ?? (event.consumerId === null ? await creators.onlyOf(this.#within, unit.workspaceId) : null)
        meant.set(event, { event, creatorId })
      }
    }
    this.#creators = await creators.of(this.#within, [...meant.values()].flatMap(({ creatorId }) => creatorId ?? []))
    return meant
  }

  #isKnown(unit: EventUnit, { event }: CheckedDraft): boolean {
    return (unit.key !== null && this.#known.has(keyName(unit.key))) || (event.messageId !== null && this.#known.has(keyName({ workspaceId: unit.workspaceId, key: messageKey(unit.entryId, event.messageId) })))
  }

  #answer(unit: EventUnit, meant: ReadonlyMap<CheckedEvent, Meant>): UnitAnswer {
    const before = unit.key === null ? undefined : this.#known.get(keyName(unit.key))
    if (unit.key !== null && before !== undefined) {
      if (!before.fingerprint.equals(unit.key.fingerprint)) return new ConflictError('This Idempotency-Key was sent with another body within the last 24 hours. Use a new key for a new request.', 'idempotency-key-reused')
      return { ...before.answer as IngestedBatch, replayed: true }
    }
    const items = unit.drafts.map((draft) => ('event' in draft ? this.#take(unit, draft, meant) : refused(draft)))
    const count = (test: (item: Ingested) => boolean): number => items.filter(test).length
    const refusals = count((item) => item.refusal !== null)
    const duplicates = count((item) => item.duplicate)
    const answer: IngestedBatch = { accepted: items.length - refusals - duplicates, duplicates, refused: refusals, items, replayed: false }
    // Where nothing was taken, the sender mends it and may use the same key.
    if (unit.key !== null && refusals < items.length) this.#keep({ ...unit.key, answer })
    return answer
  }

  #take(unit: EventUnit, { event, fingerprint }: CheckedDraft, meant: ReadonlyMap<CheckedEvent, Meant>): Ingested {
    const key = event.messageId === null ? null : messageKey(unit.entryId, event.messageId)
    const before = key === null ? undefined : this.#known.get(keyName({ workspaceId: unit.workspaceId, key }))
    if (before !== undefined) {
      if (fingerprint !== null && !before.fingerprint.equals(fingerprint)) return refused({ kind: 'conflict', path: '/messageId', message: 'stands for another event of the last 24 hours; each event has an id of its own' })
      return { ...before.answer as Pick<Ingested, 'id' | 'consumerId'>, duplicate: true, note: null, refusal: null }
    }
    const mine = meant.get(event)
    if (mine === undefined) throw new TypeError('an event that nobody looked for')
    const { creatorId } = mine
    if (creatorId !== null && !(this.#creators.get(creatorId)?.workspaceId === unit.workspaceId && (unit.onlyCreatorId ?? creatorId) === creatorId)) return refused({ kind: 'missing', path: '/creatorId', message: `there is no creator ${creatorId} here` })
    const booked = this.#book.leadOf(mine, unit.workspaceId, unit.onlyCreatorId, unit.trusted)
    if ('message' in booked) return refused(booked)
    if (!Object.hasOwn(booked.context.counts, event.type) && Object.keys(booked.context.counts).length >= TYPES_MOST) return refused({ kind: 'invalid', path: '/type', message: `this lead has events of ${TYPES_MOST} types already; put what differs into the payload` })
    for (const stranger of this.#book.strangers(booked, event.identities)) if (!this.#same.has(stranger.lead.id)) this.#becomes(stranger.lead.id, booked.lead.id)
    if (unit.trusted) for (const former of this.#book.formerSelves(booked, event.formerly)) this.#becomes(former.lead.id, booked.lead.id)
    this.#learn(booked, event, unit.trusted)
    const id = this.#happened(booked, event)
    for (const said of event.consents) {
      this.#words.push({ ...said, lead: booked.lead, atMs: event.atMs, trusted: unit.trusted })
      if (said.suppress === 'stop' && event.type !== 'unsubscribed') this.#unsubscribed(booked, event, said)
    }
    if (key !== null && fingerprint !== null) this.#keep({ workspaceId: unit.workspaceId, key, fingerprint, answer: { id, consumerId: booked.lead.id } })
    return { id, consumerId: booked.lead.id, duplicate: false, note: event.note, refusal: null }
  }

  #becomes(formerId: Id, id: Id): void {
    const [goId, keepId] = [this.#nowId(formerId), this.#nowId(id)]
    if (goId !== keepId) this.#same.set(goId, keepId)
  }

  /** Of leads that this batch makes one. */
  #nowId(id: Id): Id {
    for (let now = id; ;) {
      const next = this.#same.get(now)
      if (next === undefined) return now
      now = next
    }
  }

  #keep(answered: KeyAnswered): void {
    this.#known.set(keyName(answered), answered)
    this.#answered.push(answered)
  }

  /** Those who may say so correct a lead's name and place; others only say what nobody has said yet. */
  #learn(booked: BookedLead, { details }: CheckedEvent, trusted: boolean): void {
    if (details === null) return
    const { lead } = booked
    const of = (known: string | null, said: string | null): string | null => (trusted ? said ?? known : known ?? said)
    booked.lead = { ...lead, name: of(lead.name, details.name), timezone: of(lead.timezone, details.timezone), locale: of(lead.locale, details.locale) }
    booked.learned = true
  }

  /** The event, and the change of stage that it brings about. */
  #happened(booked: BookedLead, event: CheckedEvent): Id {
    const before = booked.context
    const id = this.#put(booked, event)
    const { stage } = booked.context
    if (stage === before.stage) return id
    if (stage === 'converted') this.#ended.add(booked.lead.id)
    const payload = stageChange(before.stage, stage)
    if (event.type !== 'stage_changed') this.#put(booked, { ...event, type: 'stage_changed', payload, payloadText: JSON.stringify(payload), source: 'system' })
    return id
  }

  /** An answer that says STOP, however it came in. */
  #unsubscribed(booked: BookedLead, event: CheckedEvent, { channel, source }: ConsentSaid): void {
    const { messageId } = event.payload
    const payload = { channel, reason: 'stop', source, ...(typeof messageId === 'string' ? { messageId } : {}) }
    this.#put(booked, { ...event, type: 'unsubscribed', payload, payloadText: JSON.stringify(payload), source: event.source === 'api' ? 'system' : event.source })
  }

  #put(booked: BookedLead, event: CheckedEvent): Id {
    const { ids, nowMs } = this.#tools
    const { lead, context: before } = booked
    const row: EventRow = {
      id: ids.next(), workspaceId: lead.workspaceId, creatorId: lead.creatorId, consumerId: lead.id, type: event.type, source: event.source, atMs: event.atMs, receivedMs: nowMs, payload: event.payload,
      payloadText: event.payloadText, counted: event.notCounted === null, notCounted: event.notCounted, simulated: event.simulated,
    }
    this.#rows.push(row)
    if (!row.counted) return row.id
    booked.context = withEvent(before, row, booked.createdMs)
    booked.changed = true
    if (ENDING_TYPES.has(row.type)) this.#ended.add(lead.id)
    if (row.atMs > nowMs - HEARD_WITHIN_MS && !event.quiet) this.#heard.push({ event: row, lead, before, context: booked.context })
    return row.id
  }

  async #write(): Promise<void> {
    const within = this.#within
    const { ids, nowMs, plan, merge, suppressions } = this.#tools
    if (!await keepAnswers(within, this.#answered, nowMs)) throw new BatchClashError()
    const leads = [...this.#book.leads]
    if (!await writeNewLeads(within, leads.filter((one) => one.isNew), this.#book.newIdentities, (creatorId) => this.#creators.get(creatorId)?.sample === true)) throw new BatchClashError()
    await writeLearned(within, leads.filter((one) => one.learned && !one.isNew))
    if (this.#rows.length === 0) return
    // Of leads that become one, agents hear when they are: nobody plans for somebody who is half known, or gone in a moment.
    const joining = new Set(merge === null ? [] : [...this.#same].flat())
    const later = new Set(this.#heard.flatMap(({ event, lead }) => (plan === null || joining.has(lead.id) ? [event.id] : [])))
    await writeEvents(within, this.#rows, leads.filter((one) => one.changed && !one.isNew), ({ id }) => later.has(id))
    await changeConsents(within, { ids, nowMs, suppressions }, this.#words)
    await cancelPointless(within, { ids, nowMs }, [...this.#ended].sort())
    if (merge !== null) for (const [goId, keepId] of this.#same) await merge(within, keepId, goId)
    const now = this.#heard.filter(({ event }) => !later.has(event.id))
    if (plan === null || now.length === 0) return
    const done = await plan(within, now)
    // What one event was planned for may have lost its reason by another of the same batch.
    if (now.length > 1) await cancelPointless(within, { ids, nowMs }, [...this.#ended].sort())
    await writeJobs(within, now.flatMap(({ event }) => (done.has(event.id) ? [] : [event])))
  }
}

function keysOf({ workspaceId, key, entryId, drafts }: EventUnit): KeyUsed[] {
  const ofMessages = drafts.flatMap((draft) => ('event' in draft && draft.event.messageId !== null && draft.fingerprint !== null ? [{ workspaceId, key: messageKey(entryId, draft.event.messageId), fingerprint: draft.fingerprint }] : []))
  return key === null ? ofMessages : [key, ...ofMessages]
}

function refused(refusal: Refusal): Ingested {
  return { id: null, consumerId: null, duplicate: false, note: null, refusal }
}
