/**
 * How events come in (SPEC E3). Everything that is said of a lead goes through here, and an event, what is known of the lead by it,
 * consents it ends and the work it makes for agents are one transaction. Requests that come at once share one.
 */
import type { Clock } from '../../base/clock.ts'
import { InvalidError, must } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { storable } from '../../base/storable.ts'
import { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import type { Database, Within } from '../../store/database.ts'
import { planOnce } from '../../store/plan-once.ts'
import { BatchClashError } from './batch-clash-error.ts'
import { checkedEvent, fingerprint, fingerprintOf } from './checked-event.ts'
import { consentsSaid } from './consent-said.ts'
import { CreatorsKnown } from './creators-known.ts'
import { requestKey } from './event-keys.ts'
import { holdContexts } from './hold-contexts.ts'
import type { IncomingEvent, IngestedBatch, IngestOptions, MergeLeads, OwnEvent, PlanHeard, Refusal } from './incoming-event.ts'
import { Lanes } from './lanes.ts'
import { detailsOf } from './lead-details.ts'
import type { Heard } from './lead-event.ts'
import { partsOf, wholeOf } from './parts.ts'
import { storeEvents, type CheckedDraft, type EventUnit, type UnitAnswer } from './store-events.ts'

export type { IncomingEvent, IngestedBatch, IngestOptions, OwnEvent, PlanHeard } from './incoming-event.ts'

export interface IntakeParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  /** 32 bytes; addresses on the suppression list are hashed under a key derived from it. */
  readonly secretKey: Uint8Array
  readonly plan?: PlanHeard
  /** For a browser's lead who says who they are, and is known already; left alone where there is none. */
  readonly merge?: MergeLeads
  /** After each commit. */
  readonly onStored: () => void
}

/** Larger batches, and all while there is a backlog, leave the planning to the dispatcher, which has time. */
const PLANNED_AT_ONCE_MOST = 64
const TRIES_MOST = 6
/** Serialisation failure, deadlock. */
const AGAIN = new Set(['40001', '40P01'])

export class Intake implements AsyncDisposable {
  readonly #parts: IntakeParts
  readonly #creators: CreatorsKnown
  readonly #suppressions: SuppressionList
  readonly #lanes: Lanes<EventUnit, UnitAnswer>

  constructor(parts: IntakeParts) {
    this.#parts = parts
    this.#creators = new CreatorsKnown(parts.clock)
    this.#suppressions = new SuppressionList(parts)
    this.#lanes = new Lanes({ weigh: ({ drafts }) => drafts.length, run: (units, behind) => this.#run(units, behind) })
  }

  /** From outside. Each draft has its answer at its place; one that is refused does not fail the others. */
  async ingest(workspaceId: Id, drafts: readonly IncomingEvent[], options: IngestOptions = {}): Promise<IngestedBatch> {
    const { idempotencyKey = null, body = drafts, onlyCreatorId = null, entryId = null, trusted = true } = options
    const nowMs = this.#parts.clock.now()
    const parts = partsOf({
      workspaceId, entryId, onlyCreatorId, trusted, drafts: drafts.map((given) => checkedDraft(given, nowMs)),
      key: idempotencyKey === null ? null : { workspaceId, key: requestKey(entryId, idempotencyKey), fingerprint: fingerprintOf(body) },
    })
    const answers = await this.#lanes.putAll(parts)
    const taken = answers.map((answer) => {
      if (answer instanceof Error) throw answer
      return answer
    })
    return wholeOf(parts, taken)
  }

  /**
   * From within the house. `within`: the transaction it belongs to, which holds the leads' contexts from then on, so call it before
   * locking agents or actions (or call `hold` first); null for one of its own. Answers ids in the order given; null where the lead is
   * no longer there. Within a transaction nothing is planned at once, and whoever commits it pokes the topic `events`.
   */
  async record(within: Within | null, events: readonly OwnEvent[]): Promise<readonly (Id | null)[]> {
    if (events.length === 0) return []
    const units = [...Map.groupBy(events, (event) => event.workspaceId)].map(([workspaceId, of]): EventUnit => ({ workspaceId, key: null, entryId: null, onlyCreatorId: null, trusted: true, drafts: of.map(ownDraft) }))
    const answers = within === null
      ? await Promise.all(units.map((unit) => this.#lanes.put(unit)))
      : await storeEvents(within, { ...this.#tools(), plan: null }, units)
    const ids = new Map<OwnEvent, Id | null>()
    for (const [index, unit] of units.entries()) {
      const of = events.filter((event) => event.workspaceId === unit.workspaceId)
      const answer = answers[index]
      if (answer instanceof Error) throw answer
      for (const [place, event] of of.entries()) ids.set(event, answer?.items[place]?.id ?? null)
    }
    return events.map((event) => ids.get(event) ?? null)
  }

  /**
   * As if this happened now, at the event's own time: `look` is shown what agents would hear, in a transaction in which all of it
   * stands, and which is undone afterwards. Nothing is kept, planned or told.
   */
  async imagine<Seen>(event: OwnEvent, look: (within: Within, heard: readonly Heard[]) => Promise<Seen>): Promise<Seen> {
    let seen: { readonly it: Seen } | null = null
    const undone = new Error('this was only imagined')
    try {
      await this.#parts.db.transaction().execute(async (within) => {
        const plan: PlanHeard = async (_, heard) => {
          seen = { it: await look(within, heard) }
          return new Set()
        }
        const [answer] = await storeEvents(within, { ...this.#tools(), merge: null, nowMs: event.atMs, plan }, [{ workspaceId: event.workspaceId, key: null, entryId: null, onlyCreatorId: null, trusted: true, drafts: [ownDraft(event)] }])
        if (answer instanceof Error) throw answer
        const refusal = answer?.items[0]?.refusal ?? null
        if (refusal !== null) throw new InvalidError('This event could not happen.', [{ path: `/event${refusal.path}`, message: refusal.message }])
        throw undone
      })
    } catch (error) {
      if (error !== undone) throw error
    }
    return must(seen as { readonly it: Seen } | null, 'an event that is heard').it
  }

  /**
   * Locks the leads' contexts in the house's order (by id), for a transaction that will record events after it locked other rows. Of
   * those that were merged, whom they were merged into: the events go there.
   */
  async hold(within: Within, consumerIds: readonly Id[]): Promise<void> {
    const held = await holdContexts(within, consumerIds)
    const missing = consumerIds.filter((id) => !held.has(id))
    if (missing.length === 0) return
    const merged = await within.selectFrom('consumers').select('merged_into').where('id', 'in', missing).where('merged_into', 'is not', null).execute()
    await holdContexts(within, merged.flatMap(({ merged_into: into }) => into ?? []))
  }

  /** What was taken in is stored; nothing more is taken. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#lanes[Symbol.asyncDispose]()
  }

  #tools() {
    const { ids, clock, merge = null } = this.#parts
    return { ids, merge, nowMs: clock.now(), creators: this.#creators, suppressions: this.#suppressions }
  }

  /** A unit that cannot be stored, for whatever reason, fails alone. */
  async #run(units: readonly EventUnit[], behind: boolean): Promise<UnitAnswer[]> {
    try {
      return await this.#stored(units, behind)
    } catch (error) {
      if (units.length === 1 || isOutage(error)) throw error
      this.#parts.log.warn({ err: error, requests: units.length }, 'a batch of events could not be stored; each request is tried by itself')
      return Promise.all(units.map((unit) => this.#stored([unit], true).then(([answer]) => answer as UnitAnswer, (failure: unknown) => failure as Error)))
    }
  }

  async #stored(units: readonly EventUnit[], behind: boolean): Promise<UnitAnswer[]> {
    const { db, plan = null, onStored } = this.#parts
    const many = behind || units.some(({ isPart }) => isPart) || units.reduce((sum, { drafts }) => sum + drafts.length, 0) > PLANNED_AT_ONCE_MOST
    for (let tries = 1; ; tries++) {
      try {
        const answers = await db.transaction().execute(async (within) => {
          await planOnce(within)
          return storeEvents(within, { ...this.#tools(), plan: many ? null : plan }, units)
        })
        onStored()
        return answers
      } catch (error) {
        if (tries === TRIES_MOST || !isWorthAnother(error)) throw error
      }
    }
  }
}

/** Nobody's fault, and no use in trying them one by one: SQLSTATE classes of lost connections, lack of room, and shutdown. */
function isOutage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(?:08|53|57|ECONN)/.test(String(error.code))
}

function isWorthAnother(error: unknown): boolean {
  return error instanceof BatchClashError || (error instanceof Error && 'code' in error && AGAIN.has(String(error.code)))
}

function checkedDraft(given: IncomingEvent, nowMs: number): CheckedDraft | Refusal {
  const event = checkedEvent(given, nowMs)
  return 'message' in event ? event : { event, fingerprint: event.messageId === null ? null : fingerprint(given) }
}

function ownDraft({ creatorId, consumerId, type, payload: given, source, atMs, notCounted = null, simulated = false, quiet = false }: OwnEvent): CheckedDraft {
  const payload = storable(given)
  const consents = consentsSaid(type, payload)
  return {
    fingerprint: null,
    event: {
      creatorId, consumerId, identities: [], formerly: [], type, payload, payloadText: JSON.stringify(payload), source, atMs, note: null, messageId: null, notCounted, simulated, quiet,
      details: type === 'identify' ? detailsOf(payload) : null, consents: Array.isArray(consents) ? consents : [],
    },
  }
}
