/**
 * Runs errands: finds the site's adapter, sees to it that the agent has an account there, and turns what the adapter says
 * into a reply. It knows no turns and no transactions; what it needs beyond a crash it asks of `Accounts` and `OutsideActs`,
 * which are tables live and maps in a simulation.
 *
 * What it keeps: an agent that was asked to wait asks nothing until then, however often it is woken (SPEC B8). An act that is
 * taken up again is looked for, and as long as that has not succeeded it is `unknown`; no refusal, limit or
 * closed site on the way makes it out to be undone.
 */
import type { ActErrand, Errand, ErrandReply } from '../../agent/errand.ts'
import type { AgentView } from '../../agent/brain.ts'
import type { OutsideAccount } from '../../agent/outside-account.ts'
import type { Clock } from '../../base/clock.ts'
import { messageOf, must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { sleepUntil } from '../../llm/retry.ts'
import type { OutsidePlatform, OutsideResult } from '../../platform/outside-platform.ts'
import { besideSinceMs } from '../../platform/outside/settling.ts'
import type { ErrandPort } from '../ask-port.ts'
import type { Accounts, KnownAccount, Wait } from './accounts.ts'
import type { OpenSites } from './adapters.ts'
import type { OutsideActs } from './outside-acts.ts'
import { applicantOf, type Provisioning } from './provisioning.ts'
import { SideBySide } from './side-by-side.ts'

/** Errands at one site at once: a community that was made for people is not to be stormed by a thousand agents that wake together. */
export const SIDE_BY_SIDE = 24

export interface ErrandsParts {
  readonly sites: OpenSites
  readonly accounts: Accounts
  readonly acts: OutsideActs
  readonly provisioning: Provisioning
  readonly clock: Clock
  readonly log: Log
  readonly sideBySide?: number
}

type Standing = { readonly kind: 'known'; readonly account: OutsideAccount } | (ErrandReply & { readonly kind: 'asleep' | 'failed' })

export class Errands implements ErrandPort {
  readonly #parts: ErrandsParts
  readonly #sites = new Map<Id, SideBySide>()
  /** Waits this process was told of; what is on record goes before, and is read when an agent looks around. */
  readonly #waits = new Map<Id, Wait>()

  constructor(parts: ErrandsParts) {
    this.#parts = parts
  }

  async run(errand: Errand, agent: AgentView, signal: AbortSignal): Promise<ErrandReply> {
    const site = must(agent.site, 'a site outside')
    const most = this.#parts.sideBySide ?? SIDE_BY_SIDE
    const line = this.#sites.get(site.id) ?? new SideBySide(most)
    this.#sites.set(site.id, line)
    try {
      return await line.run(() => this.#run(errand, agent, site.id, signal), signal)
    } catch (error) {
      if (!signal.aborted) this.#parts.log.error({ err: error, agentId: agent.id, errand: errand.errand }, 'an errand threw')
      // Whether it threw before anything was sent, nobody can say.
      const reason = signal.aborted ? 'switched off' : messageOf(error)
      return errand.errand === 'look' ? failed(reason, site.account) : acted({ kind: 'unknown', reason }, site.account)
    }
  }

  async #run(errand: Errand, agent: AgentView, siteId: Id, signal: AbortSignal): Promise<ErrandReply> {
    const given = agent.site?.account ?? null
    const opened = await this.#parts.sites.open(siteId)
    if (opened.kind === 'closed') return stillOpen(errand, given, opened.reason) ?? failed(opened.reason, given)
    const standing = await this.#standing(errand, agent, opened.platform, siteId, signal)
    if (standing.kind === 'asleep') return stillOpen(errand, given, standing.reason) ?? standing
    if (standing.kind === 'failed') return stillOpen(errand, given, standing.message) ?? standing
    const { account } = standing
    return errand.errand === 'look' ? this.#look(errand.sinceMs, account, opened.platform, signal) : this.#act(errand, account, opened.platform, signal)
  }

  /** As whom the agent may ask something of the site now. */
  async #standing(errand: Errand, agent: AgentView, platform: OutsidePlatform, siteId: Id, signal: AbortSignal): Promise<Standing> {
    const { accounts, provisioning, clock } = this.#parts
    // What is on record counts where a turn begins or is taken up again; in between, this process knows.
    const isFresh = errand.errand === 'look' || errand.isOpen || agent.site?.account == null
    const known: KnownAccount | undefined = isFresh ? (await accounts.of([agent.id])).get(agent.id) : undefined
    const account = known?.account ?? agent.site?.account ?? null
    const wait = known === undefined ? this.#waits.get(agent.id) ?? null : known.wait
    if (wait !== null && wait.untilMs > clock.now()) return { kind: 'asleep', ...wait, account }
    this.#waits.delete(agent.id)
    if (account !== null) return { kind: 'known', account }
    const applicant = applicantOf(agent)
    if (applicant === null) return { kind: 'failed', message: 'an agent without a persona has no name to go by there', account: null }
    const provisioned = await provisioning.provision(siteId, applicant, platform, signal)
    switch (provisioned.kind) {
      case 'there':
        return { kind: 'known', account: provisioned.account }
      case 'asleep':
        return this.#sentAway(agent.id, provisioned, null)
      default:
        return { kind: 'failed', message: `it has no account there: ${provisioned.reason}`, account: null }
    }
  }

  async #look(sinceMs: number, account: OutsideAccount, platform: OutsidePlatform, signal: AbortSignal): Promise<ErrandReply> {
    const observed = await platform.observe({ account, sinceMs }, signal)
    if (observed.kind === 'seen') return { kind: 'seen', observation: observed.observation, account }
    return observed.kind === 'asleep' ? this.#sentAway(account.agentId, observed, account) : failed(observed.reason, account)
  }

  async #act({ id, intent, generator, intendedMs, isOpen }: ActErrand, account: OutsideAccount, platform: OutsidePlatform, signal: AbortSignal): Promise<ErrandReply> {
    const accountedFor = () => this.#parts.acts.madeSince(account.agentId, besideSinceMs(intendedMs))
    const act = { id, account, intent, generator, intendedMs, accountedFor }
    const result = isOpen ? await platform.reconcile(act, signal) : await platform.perform(act, signal)
    if (result.kind !== 'asleep') return acted(result, account)
    const away = await this.#sentAway(account.agentId, result, account)
    return isOpen ? acted({ kind: 'unknown', reason: result.reason }, account) : away
  }

  async #sentAway(agentId: Id, { untilMs, reason }: Wait, account: OutsideAccount | null): Promise<ErrandReply & { kind: 'asleep' }> {
    const wait = { untilMs: sleepUntil(this.#parts.clock.now(), untilMs), reason }
    this.#waits.set(agentId, wait)
    await this.#parts.accounts.wait(agentId, wait)
    return { kind: 'asleep', ...wait, account }
  }
}

/** Of an act that is taken up again: nothing on the way to it says that it was not done. */
function stillOpen(errand: Errand, account: OutsideAccount | null, reason: string): ErrandReply | null {
  return errand.errand === 'act' && errand.isOpen ? acted({ kind: 'unknown', reason: `not yet looked for: ${reason}` }, account) : null
}

function acted(result: Exclude<OutsideResult, { kind: 'asleep' }>, account: OutsideAccount | null): ErrandReply {
  return { kind: 'acted', result, account }
}

function failed(message: string, account: OutsideAccount | null): ErrandReply {
  return { kind: 'failed', message, account }
}
