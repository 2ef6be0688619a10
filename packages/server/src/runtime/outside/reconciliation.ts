/**
 * Finds out what became of acts whose fate was unknown: each minute for ten, the last time when whatever was sent has been carried out
 * or never will be. It only reads; nothing is ever sent again on the strength of what it finds (SPEC B7).
 */
import type { Clock } from '../../base/clock.ts'
import { messageOf } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import type { OutsideResult } from '../../platform/outside-platform.ts'
import { besideSinceMs } from '../../platform/outside/settling.ts'
import type { Facts } from '../../policy/policy.ts'
import type { Accounts } from './accounts.ts'
import type { OpenSites } from './adapters.ts'
import { LOOK_EVERY_MS, type Finding, type LostAct, type OutsideActs } from './outside-acts.ts'

/** After so long, what is not there will not come: adapters call it settled. */
export const LOOKED_FOR_MS = 600_000
/** A site that may not be asked (no proof, no credentials) for so long is not waited for. */
const WAITED_FOR_MS = 24 * 3_600_000
const AT_ONCE = 50
/** Its agent is in a turn, which is over in seconds. */
const BUSY_MS = 5_000
/** Looked for at once. */
const SIDE_BY_SIDE = 6

export interface ReconciliationParts {
  readonly sites: OpenSites
  readonly accounts: Accounts
  readonly acts: OutsideActs
  readonly clock: Clock
  readonly log: Log
  /** Whether the workspace's agents may be at the site now (SPEC P1). */
  readonly place: (siteId: Id, workspaceId: Id) => Facts['place']
  /** Why the act's project stands still, if it does: then nothing is asked of anybody. */
  readonly killed: (act: LostAct) => string | null
}

type Look = Finding | { readonly kind: 'later'; readonly atMs: number }

export class Reconciliation {
  readonly #parts: ReconciliationParts

  constructor(parts: ReconciliationParts) {
    this.#parts = parts
  }

  /** Looks for those that are due; answers how many were settled. */
  async pass(signal: AbortSignal): Promise<number> {
    const { acts, clock, log } = this.#parts
    const due = await acts.due(clock.now(), AT_ONCE, clock.now() + LOOK_EVERY_MS)
    // One after the other an agent, since what one of its acts made is told from what another did.
    const groups = [...Map.groupBy(due, ({ account }) => account.agentId).values()].values()
    let settled = 0
    const worker = async (): Promise<void> => {
      for (const group of groups) {
        for (const act of group) {
          if (signal.aborted) return
          try {
            if (await this.#one(act, signal)) settled += 1
          } catch (error) {
            if (!signal.aborted) log.error({ err: error, actId: act.id }, 'an act outside could not be looked for; it is tried again')
          }
        }
      }
    }
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker))
    return settled
  }

  async #one(act: LostAct, signal: AbortSignal): Promise<boolean> {
    const { acts, clock } = this.#parts
    const look = await this.#look(act, signal)
    if (look.kind === 'later') {
      await acts.postpone(act, look.atMs)
      return false
    }
    if (await acts.settle(act, look, clock.now())) return true
    await acts.postpone(act, clock.now() + BUSY_MS)
    return false
  }

  async #look(act: LostAct, signal: AbortSignal): Promise<Look> {
    const { sites, accounts, acts, clock, place, killed } = this.#parts
    const nowMs = clock.now()
    const later = (atMs = nowMs + LOOK_EVERY_MS): Look => ({ kind: 'later', atMs })
    if (killed(act) !== null) return later()
    const here = place(act.siteId, act.workspaceId)
    if (!here.owned) return nowMs - act.intendedMs > WAITED_FOR_MS ? { kind: 'unknown', reason: `it could not be looked for: ${here.why}` } : later()
    const wait = (await accounts.of([act.account.agentId])).get(act.account.agentId)?.wait ?? null
    if (wait !== null && wait.untilMs > nowMs) return later(wait.untilMs)
    const opened = await sites.open(act.siteId)
    if (opened.kind === 'closed') return nowMs - act.intendedMs > WAITED_FOR_MS ? { kind: 'unknown', reason: `it could not be looked for: ${opened.reason}` } : later()
    const accountedFor = () => acts.madeSince(act.account.agentId, besideSinceMs(act.intendedMs))
    return this.#found(act, await this.#reconciled(opened.platform.reconcile({ ...act, accountedFor }, signal)), nowMs, later)
  }

  async #reconciled(answer: Promise<OutsideResult>): Promise<OutsideResult> {
    try {
      return await answer
    } catch (error) {
      this.#parts.log.error({ err: error }, 'looking for an act threw')
      return { kind: 'unknown', reason: messageOf(error) }
    }
  }

  #found({ account, intendedMs }: LostAct, result: OutsideResult, nowMs: number, later: (atMs?: number) => Look): Look | Promise<Look> {
    switch (result.kind) {
      case 'done':
        return { kind: 'done', farId: result.madeId, note: result.note }
      case 'refused':
      case 'failed':
        return { kind: 'failed', reason: result.reason }
      case 'asleep':
        return this.#parts.accounts.wait(account.agentId, result).then(() => later(result.untilMs))
      case 'unknown': {
        const endMs = intendedMs + LOOKED_FOR_MS
        return nowMs >= endMs ? { kind: 'unknown', reason: result.reason } : later(Math.min(nowMs + LOOK_EVERY_MS, endMs))
      }
    }
  }
}
