/**
 * The experiments that run, kept in memory, and what they mean for a lead. Whoever dispatches asks `armsFor` and hands the
 * texts to the agents; whoever sends asks `sentUnder` before, and tells `keepExposures` when the arm first makes a difference:
 * the message passed every other rule, and goes out, or is kept back because the lead is held out. Exposure at the same point
 * in both cases is what makes the groups comparable. Without experiments no question is put to the database.
 */
import { HOLDOUT, type Experiment } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'
import { armOf, type Division } from './assignment.ts'

interface Running extends Division {
  readonly workspaceId: Id
  readonly creatorId: Id | null
  readonly agentId: Id | null
  readonly name: string
  readonly key: string
  readonly arms: Experiment['arms']
}

export interface LeadAddress {
  readonly workspaceId: Id
  readonly creatorId: Id
  readonly consumerId: Id
}

export interface Arm {
  readonly experimentId: Id
  readonly name: string
  /** By which an agent asks for its variant. */
  readonly key: string
  /** Whose messages it decides; null where an agent asks for it by key. */
  readonly agentId: Id | null
  /** `holdout`: the lead is to hear nothing. */
  readonly arm: string
  readonly text: string
}

/** A message that is about to be sent; `experimentId`: under which it was planned. */
export interface SentUnder extends LeadAddress {
  readonly agentId: Id | null
  readonly experimentId?: Id | null
}

export class ExperimentArms {
  #running: readonly Running[] | null = null
  #news = 0

  /** At each news of `experiments`: they are read again when somebody asks next. */
  forget(): void {
    this.#running = null
    this.#news += 1
  }

  /** The arms of each lead; leads whom no experiment concerns are not in the answer. */
  async armsFor(within: Database, leads: readonly LeadAddress[]): Promise<Map<Id, Arm[]>> {
    const running = await this.#read(within)
    if (running.length === 0) return new Map()
    const concerned = leads.map((lead) => ({ lead, experiments: running.filter((experiment) => concerns(experiment, lead)) })).filter(({ experiments }) => experiments.length > 0)
    if (concerned.length === 0) return new Map()
    // A lead that was merged into another keeps the arm that it has seen.
    const rows = await within.selectFrom('experiment_leads').select(['experiment_id', 'consumer_id', 'arm']).where('consumer_id', 'in', concerned.map(({ lead }) => lead.consumerId)).execute()
    const seen = new Map(rows.map((row) => [`${row.experiment_id} ${row.consumer_id}`, row.arm]))
    return new Map(concerned.map(({ lead: { consumerId }, experiments }) => [consumerId, experiments.map((experiment) => {
      const arm = seen.get(`${experiment.id} ${consumerId}`) ?? armOf(experiment, consumerId)
      return { experimentId: experiment.id, name: experiment.name, key: experiment.key, agentId: experiment.agentId, arm, text: experiment.arms.find(({ key }) => key === arm)?.text ?? '' }
    })]))
  }

  /**
   * Which arm each message is sent under; those outside of experiments are not in the answer. An experiment of an agent holds
   * for all of that agent's messages, also where its code never asks for a variant. `arm: 'holdout'`: keep it back.
   */
  async sentUnder<Message extends SentUnder>(within: Database, messages: readonly Message[]): Promise<Map<Message, Arm>> {
    const arms = await this.armsFor(within, messages)
    return new Map(messages.flatMap((message): [Message, Arm][] => {
      const { agentId: by, experimentId: named = null } = message
      const mine = arms.get(message.consumerId)?.filter(({ experimentId, agentId }) => experimentId === named || (agentId !== null && agentId === by)) ?? []
      const decides = mine.find(({ arm }) => arm === HOLDOUT) ?? mine.find(({ experimentId }) => experimentId === named) ?? mine[0]
      return decides ? [[message, decides]] : []
    }))
  }

  /** `within`: whoever holds a connection must not wait for another, nor for somebody who waits for one. */
  async #read(within: Database): Promise<readonly Running[]> {
    if (this.#running !== null) return this.#running
    const news = this.#news
    const running = await readRunning(within)
    if (news === this.#news) this.#running = running
    return running
  }
}

function concerns(experiment: Running, { workspaceId, creatorId }: LeadAddress): boolean {
  return experiment.workspaceId === workspaceId && (experiment.creatorId === null || experiment.creatorId === creatorId)
}

async function readRunning(db: Database): Promise<readonly Running[]> {
  const rows = await db.selectFrom('experiments').selectAll().where('state', '=', 'running').orderBy('id').execute()
  return rows.map((row) => ({ id: row.id, workspaceId: row.workspace_id, creatorId: row.creator_id, agentId: row.agent_id, name: row.name, key: row.key, arms: row.arms, holdout: row.holdout }))
}
