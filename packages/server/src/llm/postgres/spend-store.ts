/** What models have cost, by day (UTC), for every agent, project and workspace: one row a day and model, added to. */
import { sql } from 'kysely'
import type { Database } from '../../store/database.ts'
import { NOTHING_SPENT, type Spent, type SpentByCircle } from '../budget.ts'
import type { Scope } from '../scope.ts'
import { spentBy, type SpendEntry, type SpendStore } from '../spend.ts'

export class PostgresSpendStore implements SpendStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** `sinceMs` is the beginning of a day in UTC, which is the budget's zone. */
  async spentSince({ agentId, projectId, workspaceId }: Scope, sinceMs: number): Promise<SpentByCircle> {
    const scopes = [agentId, projectId, workspaceId].filter((id) => id !== null)
    const { rows } = await sql<Spent & { scope: string }>`SELECT scope_id AS scope, sum(cost_micros)::bigint AS "costMicros",
        sum(input_tokens + output_tokens)::bigint AS tokens, sum(unpriced_tokens)::bigint AS "unpricedTokens"
      FROM spend WHERE scope_id = ANY(${scopes}::uuid[]) AND day >= ${utcDay(sinceMs)} GROUP BY 1`.execute(this.#db)
    const of = (id: string | null): Spent => {
      const row = rows.find((one) => one.scope === id)
      return row === undefined ? NOTHING_SPENT : { costMicros: row.costMicros, tokens: row.tokens, unpricedTokens: row.unpricedTokens }
    }
    return { agent: of(agentId), project: of(projectId), workspace: of(workspaceId) }
  }

  async record(entry: SpendEntry): Promise<void> {
    // Widest first, always: two calls that end at once lock the shared rows in one order.
    const scopes = [entry.workspaceId, entry.projectId, entry.agentId].filter((id) => id !== null)
    const { costMicros, tokens, unpricedTokens } = spentBy(entry)
    await sql`INSERT INTO spend (day, scope_id, generator, calls, input_tokens, output_tokens, cost_micros, ms, unpriced_tokens, estimated_tokens)
      SELECT ${utcDay(entry.atMs)}, scope, ${`${entry.provider}:${entry.model}`}, 1, ${entry.inputTokens}, ${entry.outputTokens}, ${costMicros}, 0, ${unpricedTokens}, ${entry.estimated ? tokens : 0}
      FROM unnest(${scopes}::uuid[]) WITH ORDINALITY AS q(scope, n) ORDER BY n
      ON CONFLICT (scope_id, day, generator) DO UPDATE SET calls = spend.calls + 1, input_tokens = spend.input_tokens + excluded.input_tokens,
        output_tokens = spend.output_tokens + excluded.output_tokens, cost_micros = spend.cost_micros + excluded.cost_micros,
        unpriced_tokens = spend.unpriced_tokens + excluded.unpriced_tokens, estimated_tokens = spend.estimated_tokens + excluded.estimated_tokens`.execute(this.#db)
  }
}

export function utcDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10)
}
