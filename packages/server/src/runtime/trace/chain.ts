/** Whether a turn's entries still hash to what they hashed to when they were written. */
import type { Id } from '../../base/ids.ts'
import { entryHash, payloadHash, type EntryKind } from '../../store/journal.ts'

export interface ChainEntry {
  readonly turnId: Id
  readonly step: number
  readonly place: number
  readonly atMs: number
  readonly projectId: Id
  readonly agentId: Id
  readonly kind: EntryKind
  readonly action: string | null
  readonly targetId: string | null
  readonly verdict: 'allow' | 'hold' | 'ask' | 'suppress' | null
  readonly policy: string | null
  readonly result: string | null
  readonly reason: string | null
  readonly madeId: Id | null
  readonly ms: number | null
  readonly tokens: number | null
  readonly costMicros: number | null
  readonly hash: Buffer
  readonly payloadId: Id | null
  /** Null where there was none, and where it was erased. */
  readonly salt: Buffer | null
  readonly body: string | null
}

/**
 * `before`: the hash of the agent's entry before the first of these. An entry whose payload was erased can't be hashed
 * again; its hash is taken as it stands, and the next one must follow from it.
 */
export function isIntact(entries: readonly ChainEntry[], before: Buffer): boolean {
  let end = before
  for (const { hash, salt, body, payloadId, ...facts } of entries) {
    const erased = payloadId !== null && (salt === null || body === null)
    if (!erased && !entryHash(end, facts, salt === null || body === null ? null : payloadHash({ salt, body })).equals(hash)) return false
    end = hash
  }
  return true
}
