/**
 * The leads of one batch: those that are there, and those that its events make. Says whom an event means, and keeps what the batch
 * learns of each, so that the next event of the same batch finds it. Pure but for `load`.
 */
import type { Id, Ids } from '../../base/ids.ts'
import type { Within } from '../../store/database.ts'
import { emptyContext, type LeadContext } from '../context/lead-context.ts'
import { identity, type CheckedEvent, type Identity } from './checked-event.ts'
import type { Refusal } from './incoming-event.ts'
import type { KnownLead } from './lead-event.ts'
import { readLeads, type FoundLead, type OwnedIdentity, type WantedIdentity } from './read-leads.ts'

/** There is nobody whom it means. */
const UNCLAIMED = ''

export interface BookedLead {
  lead: KnownLead
  /** False: of the lead only ids are known here, since no event of the batch asks who it is. */
  readonly hasPerson: boolean
  readonly createdMs: number
  context: LeadContext
  readonly isNew: boolean
  /** The context is no longer the one that was read. */
  changed: boolean
  /** The columns are not: identities or details were learned. */
  learned: boolean
}

export interface Meant {
  readonly event: CheckedEvent
  /** Of the lead, where it has to be made. */
  readonly creatorId: Id | null
}

/** Merged leads point to where they went, and that one may have been merged since. */
const ROUNDS_MOST = 4
/** By either of the two a person may be known who wrote with the same number on the other. */
const NOBODY_ELSE: readonly BookedLead[] = []
const ALSO_AS: Readonly<Partial<Record<Identity['kind'], Identity['kind']>>> = { phone: 'whatsapp', whatsapp: 'phone' }
const COLUMN = { external: 'externalId', email: 'email', phone: 'phone', whatsapp: 'whatsapp' } as const

export class LeadBook {
  readonly #ids: Ids
  readonly #nowMs: number
  readonly #byId = new Map<Id, BookedLead>()
  readonly #gone = new Map<Id, FoundLead>()
  /** By creator and name. */
  readonly #byIdentity = new Map<Id, Map<string, Id>>()
  readonly newIdentities: (OwnedIdentity & { readonly consumerId: Id })[] = []

  constructor(ids: Ids, nowMs: number) {
    this.#ids = ids
    this.#nowMs = nowMs
  }

  get leads(): Iterable<BookedLead> {
    return this.#byId.values()
  }

  /** Reads and holds whoever these events may mean; with `withPeople`, who each of them is, else only of those where an event asks. */
  async load(within: Within, meant: readonly Meant[], withPeople: boolean): Promise<void> {
    for (let round = 0; round < ROUNDS_MOST; round++) {
      const { consumerIds, identities } = this.#missing(meant, withPeople)
      if (consumerIds.length === 0 && identities.length === 0) return
      const found = await readLeads(within, consumerIds, identities)
      for (const one of found.leads) {
        if (one.context === null) this.#gone.set(one.lead.id, one)
        else this.#byId.set(one.lead.id, { lead: one.lead, hasPerson: one.hasPerson, createdMs: one.createdMs, context: one.context, isNew: false, changed: false, learned: false })
      }
      // Of somebody who is being erased at this moment, nothing is known any more.
      for (const { identity: one, consumerId } of found.identities) if (this.#byId.has(consumerId) || this.#gone.get(consumerId)?.mergedInto) this.#claim(one, consumerId)
      for (const id of consumerIds) if (!this.#byId.has(id) && !this.#gone.has(id)) this.#gone.set(id, NOBODY)
    }
  }

  /** Whom the event means; made where nobody does. Learns whatever it says of how they are known. */
  leadOf({ event, creatorId }: Meant, workspaceId: Id, onlyCreatorId: Id | null, trusted: boolean): BookedLead | Refusal {
    if (event.consumerId !== null) {
      const named = this.#named(event.consumerId)
      if (named === undefined || named.lead.workspaceId !== workspaceId || (onlyCreatorId !== null && named.lead.creatorId !== onlyCreatorId)) return this.#unknown(event.consumerId)
      if (event.creatorId !== null && named.lead.creatorId !== event.creatorId) return { kind: 'conflict', path: '/creatorId', message: `is not the creator of this lead, ${named.lead.creatorId}; leave it out` }
      return this.#learn(named, event.identities)
    }
    if (creatorId === null) return { kind: 'invalid', path: '/creatorId', message: 'say of which creator; this workspace has not exactly one' }
    const known = this.#known(event.identities, creatorId) ?? (trusted ? this.#known(event.formerly, creatorId) : undefined)
    return this.#learn(known ?? this.#made(workspaceId, creatorId), event.identities)
  }

  /** Identities of this event that belong to somebody else who is known by nothing but a browser: the same person, before they said who they are. */
  strangers(booked: BookedLead, identities: readonly Identity[]): readonly BookedLead[] {
    if (isStranger(booked.lead)) return NOBODY_ELSE
    return this.#others(booked, identities.filter(({ kind }) => kind === 'anonymous')).filter((other) => isStranger(other.lead))
  }

  /** Whoever the sender knew this lead as before. */
  formerSelves(booked: BookedLead, formerly: readonly Identity[]): readonly BookedLead[] {
    return this.#others(booked, formerly)
  }

  #others(booked: BookedLead, identities: readonly Identity[]): readonly BookedLead[] {
    if (identities.length === 0) return NOBODY_ELSE
    return identities.flatMap((one) => this.#owner(booked.lead.creatorId, one) ?? []).filter((other) => other !== booked)
  }

  #missing(meant: readonly Meant[], withPeople: boolean): { consumerIds: readonly Id[]; identities: readonly WantedIdentity[] } {
    const consumerIds = new Set<Id>()
    const wanted: { -readonly [Key in keyof WantedIdentity]: WantedIdentity[Key] }[] = []
    /** Of those that were wanted without the person at first, by creator and name. */
    const people = new Set<string>()
    const wantLead = (id: Id): void => {
      const gone = this.#gone.get(id)
      if (gone === undefined && !this.#byId.has(id)) consumerIds.add(id)
      else if (gone?.mergedInto && !this.#byId.has(gone.mergedInto) && !this.#gone.has(gone.mergedInto)) consumerIds.add(gone.mergedInto)
    }
    for (const { event, creatorId } of meant) {
      const owner = event.consumerId === null ? creatorId : this.#named(event.consumerId)?.lead.creatorId ?? null
      if (event.consumerId !== null) wantLead(event.consumerId)
      if (owner === null) continue
      const wantsPerson = withPeople || asksWhoItIs(event)
      const want = (one: Identity): void => {
        const id = this.#claimedBy(owner, one)
        if (id === undefined) {
          const own = { creatorId: owner, wantsPerson, ...one }
          // What is asked for and isn't there is asked once.
          this.#claim(own, UNCLAIMED)
          wanted.push(own)
        } else if (id === UNCLAIMED) {
          if (wantsPerson) people.add(`${owner} ${one.name}`)
        } else if (!this.#byId.has(id)) wantLead(id) // Moved to another lead between two reads: look again.
      }
      for (const one of event.identities) {
        want(one)
        const also = ALSO_AS[one.kind]
        if (also !== undefined) want(identity(also, one.value))
      }
      for (const one of event.formerly) want(one)
    }
    if (people.size > 0) for (const own of wanted) own.wantsPerson ||= people.has(`${own.creatorId} ${own.name}`)
    return { consumerIds: [...consumerIds], identities: wanted }
  }

  #named(id: Id): BookedLead | undefined {
    const booked = this.#byId.get(id)
    if (booked !== undefined) return booked
    const next = this.#gone.get(id)?.mergedInto
    return next ? this.#byId.get(next) ?? this.#byId.get(this.#gone.get(next)?.mergedInto ?? '') : undefined
  }

  #owner(creatorId: Id, one: Identity): BookedLead | undefined {
    const id = this.#claimedBy(creatorId, one)
    return id === undefined || id === UNCLAIMED ? undefined : this.#named(id)
  }

  #claimedBy(creatorId: Id, { name }: Identity): Id | undefined {
    return this.#byIdentity.get(creatorId)?.get(name)
  }

  #claim({ creatorId, name }: OwnedIdentity, consumerId: Id): void {
    const ofCreator = this.#byIdentity.get(creatorId)
    if (ofCreator === undefined) this.#byIdentity.set(creatorId, new Map([[name, consumerId]]))
    else ofCreator.set(name, consumerId)
  }

  /** A browser's id counts where nothing surer is said, or nothing surer is known of who has it. */
  #known(identities: readonly Identity[], creatorId: Id): BookedLead | undefined {
    for (const one of identities) {
      const also = ALSO_AS[one.kind]
      const owner = this.#owner(creatorId, one) ?? (also === undefined ? undefined : this.#owner(creatorId, identity(also, one.value)))
      if (owner !== undefined && (one.kind !== 'anonymous' || identities.length === 1 || isStranger(owner.lead))) return owner
    }
    return undefined
  }

  #made(workspaceId: Id, creatorId: Id): BookedLead {
    const lead: KnownLead = { id: this.#ids.next(), workspaceId, creatorId, externalId: null, name: null, email: null, phone: null, whatsapp: null, timezone: null, locale: null, tags: [], consents: {} }
    const made: BookedLead = { lead, hasPerson: true, createdMs: this.#nowMs, context: emptyContext(this.#nowMs), isNew: true, changed: false, learned: false }
    this.#byId.set(lead.id, made)
    return made
  }

  #learn(booked: BookedLead, identities: readonly Identity[]): BookedLead {
    for (const said of identities) {
      const { kind, value } = said
      const owner = this.#claimedBy(booked.lead.creatorId, said)
      if (owner === undefined || owner === UNCLAIMED) {
        const one = { creatorId: booked.lead.creatorId, ...said }
        this.#claim(one, booked.lead.id)
        this.newIdentities.push({ ...one, consumerId: booked.lead.id })
      } else if (!booked.hasPerson || this.#named(owner) !== booked) continue
      if (kind === 'anonymous' || booked.lead[COLUMN[kind]] !== null) continue
      booked.lead = { ...booked.lead, [COLUMN[kind]]: value }
      booked.learned = true
    }
    return booked
  }

  #unknown(id: Id): Refusal {
    const gone = this.#gone.get(id)
    return gone === undefined || gone === NOBODY || gone.mergedInto !== null
      ? { kind: 'missing', path: '/consumerId', message: `there is no lead ${id}; leave it out and give externalId, email or phone, and the lead is made` }
      : { kind: 'missing', path: '/consumerId', message: `the lead ${id} was erased` }
  }
}

const NOBODY: FoundLead = { lead: { id: '', workspaceId: '', creatorId: '', externalId: null, name: null, email: null, phone: null, whatsapp: null, timezone: null, locale: null, tags: [], consents: {} }, hasPerson: false, createdMs: 0, mergedInto: null, context: null }

/** Of an event that names its lead by one thing that is theirs for good, and says no more of them, nobody asks. */
function asksWhoItIs({ identities, formerly, details, consents }: CheckedEvent): boolean {
  const [only, another] = identities
  return only === undefined || another !== undefined || (only.kind !== 'external' && only.kind !== 'email') || formerly.length > 0 || details !== null || consents.length > 0
}

function isStranger({ externalId, email, phone, whatsapp }: KnownLead): boolean {
  return externalId === null && email === null && phone === null && whatsapp === null
}
