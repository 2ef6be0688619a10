/** Accounts and their records, as a small PDS keeps them: records go in only if their lexicon lets them. */
import { createHash } from 'node:crypto'
import { jsonToLex, lexicons } from '@atproto/api'
import { keyOfAct } from '../record-key.ts'

export interface FarAccount {
  readonly did: string
  readonly handle: string
  readonly email: string
  password: string
  rev: string
  /** By collection and key. */
  readonly records: Map<string, { readonly cid: string; readonly value: Readonly<Record<string, unknown>> }>
}

/** An answer with the name of an error, as lexicons have it. */
export class XrpcRefusal extends Error {
  readonly status: number
  readonly error: string
  constructor(error: string, message: string, status = 400) {
    super(message)
    this.error = error
    this.status = status
  }
}

const STARTED_MS = Date.parse('2026-11-21T00:00:00Z')

export class FarRepos {
  readonly accounts = new Map<string, FarAccount>()
  /** Writes that changed something: what a test counts. */
  readonly commits: { readonly did: string; readonly what: 'create' | 'update' | 'delete'; readonly collection: string; readonly rkey: string }[] = []
  #revisions = 0

  add({ handle, email, password }: Pick<FarAccount, 'handle' | 'email' | 'password'>): FarAccount {
    for (const other of this.accounts.values()) {
      if (other.handle === handle) throw new XrpcRefusal('InvalidRequest', `Handle already taken: ${handle}`)
      if (other.email === email) throw new XrpcRefusal('InvalidRequest', `Email already taken: ${email}`)
    }
    const did = `did:plc:${base32(createHash('sha256').update(handle).digest()).slice(0, 24)}`
    const account = { did, handle, email, password, rev: this.#nextRev(), records: new Map() }
    this.accounts.set(did, account)
    return account
  }

  of(did: string): FarAccount {
    const account = this.accounts.get(did)
    if (account === undefined) throw new XrpcRefusal('RepoNotFound', `Could not find repo: ${did}`)
    return account
  }

  /** `expected`: undefined for whatever is there, null for nothing. */
  put(account: FarAccount, collection: string, rkey: string, json: Readonly<Record<string, unknown>>, expected: string | null | undefined): { uri: string; cid: string } {
    validate(collection, rkey, { ...json, $type: collection })
    return this.putUnread(account, collection, rkey, json, expected)
  }

  /** Whatever it is, as those may who ask the server not to validate. */
  putUnread(account: FarAccount, collection: string, rkey: string, json: Readonly<Record<string, unknown>>, expected?: string | null): { uri: string; cid: string } {
    const value = { ...json, $type: collection }
    const place = `${collection}/${rkey}`
    const [uri, cid] = [`at://${account.did}/${place}`, cidOf(JSON.stringify(value), 0x71)]
    const current = account.records.get(place)
    if (current?.cid === cid) return { uri, cid }
    if (expected !== undefined && (current?.cid ?? null) !== expected) throw new XrpcRefusal('InvalidSwap', `Record was at ${current?.cid ?? 'null'}`)
    account.records.set(place, { cid, value })
    this.#commit(account, current === undefined ? 'create' : 'update', collection, rkey)
    return { uri, cid }
  }

  /** Whether there was one. */
  remove(account: FarAccount, collection: string, rkey: string): boolean {
    if (!account.records.delete(`${collection}/${rkey}`)) return false
    this.#commit(account, 'delete', collection, rkey)
    return true
  }

  /** Newest keys first. */
  list(account: FarAccount, collection: string, limit: number, cursor: string | null): { uri: string; cid: string; value: unknown }[] {
    const keys = [...account.records.keys()].filter((place) => place.startsWith(`${collection}/`)).map((place) => place.slice(collection.length + 1))
    return keys.sort().reverse().filter((key) => cursor === null || key < cursor).slice(0, limit)
      .map((key) => ({ uri: `at://${account.did}/${collection}/${key}`, ...account.records.get(`${collection}/${key}`) as { cid: string; value: unknown } }))
  }

  #commit(account: FarAccount, what: 'create' | 'update' | 'delete', collection: string, rkey: string): void {
    account.rev = this.#nextRev()
    this.commits.push({ did: account.did, what, collection, rkey })
  }

  #nextRev(): string {
    return keyOfAct({ id: '', intendedMs: STARTED_MS + ++this.#revisions })
  }
}

function validate(collection: string, rkey: string, value: Readonly<Record<string, unknown>>): void {
  const definition = lexicons.getDef(collection)
  if (definition?.type !== 'record') throw new XrpcRefusal('InvalidRequest', `Lexicon not found: ${collection}`)
  if (definition.key === 'tid' && !/^[2-7a-j][2-7a-z]{12}$/.test(rkey)) throw new XrpcRefusal('InvalidRequest', `Invalid record key for ${collection}`)
  if (definition.key === 'literal:self' && rkey !== 'self') throw new XrpcRefusal('InvalidRequest', `Invalid record key for ${collection}`)
  try {
    lexicons.assertValidRecord(collection, jsonToLex(value as never))
  } catch (error) {
    throw new XrpcRefusal('InvalidRequest', `Invalid ${collection} record: ${String(error)}`)
  }
}

/** Not of the bytes a repository would hold, but the same for the same content, and well-formed. 0x71: a record; 0x55: a blob. */
export function cidOf(content: string | Uint8Array, codec: 0x71 | 0x55): string {
  return `b${base32(Buffer.concat([Buffer.from([1, codec, 0x12, 0x20]), createHash('sha256').update(content).digest()]))}`
}

function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => 'abcdefghijklmnopqrstuvwxyz234567'[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}
