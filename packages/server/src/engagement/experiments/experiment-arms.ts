/**
 * The experiments that run, kept in memory, and what they mean for a lead. Whoever dispatches asks `armsFor` and hands the
 * texts to the agents; whoever sends asks `heldOut` before, and tells `recordExposures` when the arm first makes a difference:
 * the message passed every other rule, and goes out, or is kept back because the lead is held out. Exposure at the same point
 * in both cases is what makes the groups comparable. Without experiments no question is put to the database.
 */
import { HOLDOUT, type Experiment } from '@troupe/contract'
import { sql } from 'kysely'
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

/** An action that is about to be sent. `experimentId` and `arm` as they were planned. */
export interface SentUnder extends LeadAddress {
  readonly actionId: Id
  readonly agentId: Id | null
  readonly experimentId: Id | null
  readonly arm: string | null
}

export interface Exposure {
  readonly experimentId: Id
  readonly consumerId: Id
  readonly arm: string
}

export class ExperimentArms {
  readonly #db: Database
  #running: readonly Running[] = []

  constructor(db: Database) {
    this.#db = db
  }

  /** At the start, and at each news of `experiments`. */
  async read(): Promise<void> {
    const rows = await this.#db.selectFrom('experiments').selectAll().where('state', '=', 'running').orderBy('id').execute()
    this.#running = rows.map((row) => ({ id: row.id, workspaceId: row.workspace_id, creatorId: row.creator_id, agentId: row.agent_id, name: row.name, key: row.key, arms: row.arms, holdout: row.holdout }))
  }

  /** The arms of each lead; leads whom no experiment concerns are not in the answer. */
  async armsFor(within: Database, leads: readonly LeadAddress[]): Promise<Map<Id, Arm[]>> {
    const concerned = leads.map((lead) => ({ lead, experiments: this.#concerning(lead) })).filter(({ experiments }) => experiments.length > 0)
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
   * Which arm each action is sent under, by its id; actions outside of experiments are not in the answer. An experiment of
   * an agent holds for all of that agent's messages, also where its code never asks for a variant. `arm: 'holdout'`: keep it back.
   */
  async sentUnder(within: Database, actions: readonly SentUnder[]): Promise<Map<Id, Arm>> {
    const arms = await this.armsFor(within, actions)
    return new Map(actions.flatMap((action): [Id, Arm][] => {
      const mine = arms.get(action.consumerId)?.filter(({ experimentId, agentId }) => experimentId === action.experimentId || (agentId !== null && agentId === action.agentId)) ?? []
      const decides = mine.find(({ arm }) => arm === HOLDOUT) ?? mine.find(({ experimentId }) => experimentId === action.experimentId) ?? mine[0]
      return decides ? [[action.actionId, decides]] : []
    }))
  }

  #concerning({ workspaceId, creatorId }: LeadAddress): Running[] {
    return this.#running.filter((experiment) => experiment.workspaceId === workspaceId && (experiment.creatorId === null || experiment.creatorId === creatorId))
  }
}

/** The first one of a lead counts; others change nothing. */
export async function recordExposures(within: Database, exposures: readonly Exposure[], nowMs: number): Promise<void> {
  if (exposures.length === 0) return
  await sql`
    INSERT INTO experiment_leads (experiment_id, consumer_id, arm, assigned_at, exposed_at)
    SELECT DISTINCT ON (experiment_id, consumer_id) experiment_id, consumer_id, arm, ${nowMs}::bigint, ${nowMs}::bigint
    FROM unnest(${exposures.map((one) => one.experimentId)}::uuid[], ${exposures.map((one) => one.consumerId)}::uuid[], ${exposures.map((one) => one.arm)}::text[]) AS given (experiment_id, consumer_id, arm)
    ORDER BY experiment_id, consumer_id
    ON CONFLICT DO NOTHING`.execute(within)
}
