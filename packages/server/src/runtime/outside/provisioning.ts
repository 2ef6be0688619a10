/**
 * Accounts for agents (SPEC D4, D6). Asking for one that is there finds it, so whoever is unsure asks again: after failures, after a
 * crash, at each start. What the site said is kept before anything is done in the agent's name.
 */
import type { AgentView } from '../../agent/brain.ts'
import type { Applicant } from '../../agent/outside-account.ts'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { OutsidePlatform, Provisioned } from '../../platform/outside-platform.ts'
import type { Accounts } from './accounts.ts'
import type { OpenSites } from './adapters.ts'

/** A site that has just been set up for fifty people need not take fifty invitations in one moment. */
const INVITATIONS_AT_ONCE = 6

export interface ProvisionFailure {
  readonly agentId: Id
  readonly name: string
  readonly reason: string
}

export interface ProvisionSummary {
  readonly created: number
  /** Those that were there already. */
  readonly found: number
  readonly failed: readonly ProvisionFailure[]
  /** The site asks for a pause until then: those of `failed` that were not tried may be then. */
  readonly untilMs: number | null
}

export interface Enrolment {
  readonly siteId: Id
  readonly applicant: Applicant
}

export interface ProvisioningParts {
  readonly sites: OpenSites
  readonly accounts: Accounts
  readonly clock: Clock
}

export class Provisioning {
  readonly #parts: ProvisioningParts
  /** Under way, by agent: an agent's first errand may meet its start. */
  readonly #underWay = new Map<Id, Promise<Provisioned>>()

  constructor(parts: ProvisioningParts) {
    this.#parts = parts
  }

  /** Another's request that is under way serves for this one. */
  provision(siteId: Id, applicant: Applicant, platform: Pick<OutsidePlatform, 'provision'>, signal: AbortSignal): Promise<Provisioned> {
    const underWay = this.#underWay.get(applicant.agentId)
    if (underWay !== undefined) return underWay
    const asked = this.#provision(siteId, applicant, platform, signal).finally(() => this.#underWay.delete(applicant.agentId))
    this.#underWay.set(applicant.agentId, asked)
    return asked
  }

  async #provision(siteId: Id, applicant: Applicant, platform: Pick<OutsidePlatform, 'provision'>, signal: AbortSignal): Promise<Provisioned> {
    const provisioned = await platform.provision(applicant, signal)
    if (provisioned.kind === 'there') await this.#parts.accounts.keep(siteId, provisioned.account)
    return provisioned
  }

  /** A few at a time. Calling it again for all of them is how to go on after failures. */
  async provisionAll(enrolments: readonly Enrolment[], signal: AbortSignal, onEach: (agentId: Id, outcome: Provisioned) => void | Promise<void> = () => {}): Promise<ProvisionSummary> {
    const counts = { created: 0, found: 0 }
    let untilMs: number | null = null
    const failed: ProvisionFailure[] = []
    const queue = enrolments.values()
    const worker = async (): Promise<void> => {
      for (const { siteId, applicant } of queue) {
        const outcome: Provisioned = untilMs !== null && untilMs > this.#parts.clock.now() ? { kind: 'asleep', untilMs, reason: 'the site asks for a pause', usage: null }
          : signal.aborted ? { kind: 'failed', reason: 'called off' } : await this.#one(siteId, applicant, signal)
        if (outcome.kind === 'there') counts[outcome.created ? 'created' : 'found'] += 1
        else failed.push({ agentId: applicant.agentId, name: applicant.name, reason: outcome.reason })
        if (outcome.kind === 'asleep') untilMs = Math.max(untilMs ?? 0, outcome.untilMs)
        await onEach(applicant.agentId, outcome)
      }
    }
    await Promise.all(Array.from({ length: Math.min(INVITATIONS_AT_ONCE, enrolments.length) }, worker))
    return { ...counts, failed, untilMs }
  }

  async #one(siteId: Id, applicant: Applicant, signal: AbortSignal): Promise<Provisioned> {
    const opened = await this.#parts.sites.open(siteId)
    return opened.kind === 'closed' ? { kind: 'failed', reason: opened.reason } : this.provision(siteId, applicant, opened.platform, signal)
  }
}

/** Null for who has no persona. */
export function applicantOf({ id, persona }: Pick<AgentView, 'id' | 'persona'>): Applicant | null {
  return persona === null ? null : { agentId: id, personaId: persona.id, name: persona.displayName, username: persona.username }
}
