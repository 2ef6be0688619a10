/** When an experiment first made a difference to a lead: from then on the lead counts, whatever becomes of the message. */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { texts, uuids } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'

export interface ActionExposure {
  readonly actionId: Id
  readonly experimentId: Id
  readonly consumerId: Id
  readonly arm: string
}

/** The first one of a lead counts. Actions are marked with the arm they went out under, where their agent did not say. */
export async function keepExposures(within: Within, exposures: readonly ActionExposure[], nowMs: number): Promise<void> {
  if (exposures.length === 0) return
  const given = sql`unnest(${uuids(exposures, (one) => one.actionId)}, ${uuids(exposures, (one) => one.experimentId)}, ${uuids(exposures, (one) => one.consumerId)}, ${texts(exposures, (one) => one.arm)}) AS given (action_id, experiment_id, consumer_id, arm)`
  await sql`INSERT INTO experiment_leads (experiment_id, consumer_id, arm, assigned_at, exposed_at)
    SELECT DISTINCT ON (experiment_id, consumer_id) experiment_id, consumer_id, arm, ${nowMs}::bigint, ${nowMs}::bigint FROM ${given} ORDER BY experiment_id, consumer_id ON CONFLICT DO NOTHING`.execute(within)
  await sql`UPDATE actions a SET experiment_id = given.experiment_id, arm = given.arm FROM ${given} WHERE a.id = given.action_id`.execute(within)
}
