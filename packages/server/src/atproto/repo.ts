/**
 * Records of one repository: looked up, written, removed. Reads are repeated where that may help, writes leave once. A write
 * says what it expects at its key, so that it can only ever make a record or find its own.
 */
import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import { repeating } from '../platform/outside/repeating.ts'
import { within, type Reply } from '../platform/outside/reply.ts'
import type { Sessions, Signatory } from './sessions.ts'
import { isDeclined, type Xrpc } from './xrpc.ts'

export interface RepoParts {
  readonly xrpc: Xrpc
  readonly sessions: Sessions
  readonly clock: Clock
  readonly random: Random
}

export interface RecordPlace {
  readonly repo: string
  readonly collection: string
  readonly rkey: string
}

/** As it stands in a repository; what it holds is anybody's. */
export interface StoredRecord {
  readonly uri: string
  readonly cid: string | null
  readonly value: Readonly<Record<string, unknown>>
}

export interface RecordPage {
  readonly records: readonly StoredRecord[]
  readonly cursor: string | null
}

export type NewRecord = Readonly<Record<string, unknown>> & { readonly $type: string }

export class Repo {
  readonly #parts: RepoParts

  constructor(parts: RepoParts) {
    this.#parts = parts
  }

  /** Null where there is none. */
  async find(place: RecordPlace, signal: AbortSignal): Promise<Reply<StoredRecord | null>> {
    const reply = await this.repeated(signal, () => this.#parts.xrpc.ask(null, signal, (client, options) => client.com.atproto.repo.getRecord({ ...place }, options)))
    if (isDeclined(reply, 'RecordNotFound', 'RepoNotFound')) return { kind: 'answered', value: null }
    return within(reply, ({ uri, cid, value }) => ({ uri, cid: cid ?? null, value }))
  }

  /** The newest first. */
  async page(repo: string, collection: string, limit: number, cursor: string | null, signal: AbortSignal): Promise<Reply<RecordPage>> {
    const query = { repo, collection, limit, ...(cursor === null ? {} : { cursor }) }
    const reply = await this.repeated(signal, () => this.#parts.xrpc.ask(null, signal, (client, options) => client.com.atproto.repo.listRecords(query, options)))
    return within(reply, ({ records, cursor: next }) => ({ records, cursor: next ?? null }))
  }

  /** `expected`: the record it stands in for; null where there must be none. Declined with `InvalidSwap` where that isn't so. */
  async put(agent: Signatory, collection: string, rkey: string, record: NewRecord, expected: string | null, signal: AbortSignal): Promise<Reply<string>> {
    const body = { repo: agent.farId, collection, rkey, record, swapRecord: expected }
    return within(await this.#parts.sessions.ask(agent, signal, (client, options) => client.com.atproto.repo.putRecord(body, options)), ({ uri }) => uri)
  }

  /** Whether it made a commit of it; one that is not there needs none. */
  async remove(agent: Signatory, collection: string, rkey: string, signal: AbortSignal): Promise<Reply<boolean>> {
    const body = { repo: agent.farId, collection, rkey }
    return within(await this.#parts.sessions.ask(agent, signal, (client, options) => client.com.atproto.repo.deleteRecord(body, options)), ({ commit }) => commit !== undefined)
  }

  /** For whatever may be asked twice. */
  repeated<Value>(signal: AbortSignal, ask: () => Promise<Reply<Value>>): Promise<Reply<Value>> {
    return repeating(ask, this.#parts.clock, this.#parts.random, signal)
  }
}

/** The parts of `at://did/collection/key`; null for anything else. */
export function placeOf(uri: string): RecordPlace | null {
  const [, repo, collection, rkey] = /^at:\/\/(did:[a-z]+:[\w.:%-]{1,200})\/([a-zA-Z][\w.-]{2,300})\/([\w.~:-]{1,512})$/.exec(uri) ?? []
  return repo === undefined || collection === undefined || rkey === undefined ? null : { repo, collection, rkey }
}
