/** The database as chaos sees it: prepares the cast, keeps it awake, takes note of what was there, and counts in the end. */
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { sampleState } from '../../packages/server/src/runtime/sample/sample-world.ts'
import { connect, type Connection, type Database } from '../../packages/server/src/store/database.ts'

const TRIES_FOR_MS = 45_000
/** Every how many agents one asks an http brain; a third has model brains anyway. */
const HTTP_EVERY = 6

export class Stage implements AsyncDisposable {
  readonly #urlOf: () => Promise<string>
  #connection: Connection | null = null

  /** `urlOf` is asked again after the database went: it may come back at another port. */
  constructor(urlOf: () => Promise<string>) {
    this.#urlOf = urlOf
  }

  /** Does it, waiting for a database that is away. Only for what may be done twice. */
  async ask<Result>(work: (db: Database) => Promise<Result>): Promise<Result> {
    for (const until = performance.now() + TRIES_FOR_MS; ;) {
      try {
        this.#connection ??= connect(await this.#urlOf(), { connections: 2 })
        return await work(this.#connection.db)
      } catch (error) {
        await this.#drop()
        if (performance.now() > until) throw error
        await delay(50)
      }
    }
  }

  async #drop(): Promise<void> {
    const connection = this.#connection
    this.#connection = null
    try {
      await connection?.[Symbol.asyncDispose]()
    } catch {
      // It went with the database.
    }
  }

  isFilled(): Promise<boolean> {
    return this.ask(async (db) => (await sampleState(db))?.state === 'filled')
  }

  /** Decisions of model brains go to the slow model, words stay with the rehearsal; some agents get http brains. */
  prepare(modelUrl: string): Promise<void> {
    return this.ask(async (db) => {
      const { id } = await db.selectFrom('workspaces').select('id').executeTakeFirstOrThrow()
      const rehearsal = { provider: 'rehearsal', model: 'rehearsal' }
      await sql`INSERT INTO provider_keys (id, workspace_id, provider, label, base_url, created_at)
        VALUES (gen_random_uuid(), ${id}, 'compatible', 'slow', ${`${modelUrl}/v1`}, 0) ON CONFLICT (workspace_id, provider) DO NOTHING`.execute(db)
      await sql`INSERT INTO llm_settings (workspace_id, standard, purposes, cost_micros_per_day) VALUES (${id}, ${JSON.stringify(rehearsal)}::jsonb,
        ${JSON.stringify({ decision: { provider: 'compatible', model: 'slow' } })}::jsonb, 1000000000)
        ON CONFLICT (workspace_id) DO UPDATE SET purposes = excluded.purposes`.execute(db)
      const brain = JSON.stringify({ kind: 'http', url: `${modelUrl}/brain`, timeoutMs: 5_000 })
      await sql`UPDATE agents SET brain = ${brain}::jsonb WHERE id IN (
        SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM agents WHERE brain->>'kind' = 'habit') habit WHERE n % ${HTTP_EVERY} = 0)`.execute(db)
    })
  }

  wakeAll(): Promise<void> {
    return this.ask(async (db) => {
      await sql`UPDATE agents SET wake_at = 1 WHERE state = 'idle' AND lease_until IS NULL`.execute(db)
      await sql`SELECT pg_notify('troupe_activity', 'wake')`.execute(db)
    })
  }

  rest(): Promise<void> {
    return this.ask(async (db) => {
      await sql`UPDATE agents SET wake_at = NULL`.execute(db)
    })
  }

  async workerIds(): Promise<Set<string>> {
    return this.ask(async (db) => new Set((await db.selectFrom('workers').select('id').execute()).map((row) => row.id)))
  }

  /** Turns a worker is in. */
  turnsOf(workerId: string): Promise<string[]> {
    return this.ask(async (db) => (await db.selectFrom('agents').select('turn_id').where('lease_worker', '=', workerId).where('turn_id', 'is not', null).execute())
      .flatMap((row) => row.turn_id ?? []))
  }

  running(): Promise<number> {
    return this.ask(async (db) => {
      const { rows } = await sql<{ n: number }>`SELECT (SELECT count(*) FROM turns WHERE ended_at IS NULL) + (SELECT count(*) FROM agents WHERE lease_until IS NOT NULL) AS n`.execute(db)
      return rows[0]?.n ?? 0
    })
  }

  /** What anybody could have read at this moment, and so must be there for good. */
  seen(): Promise<Seen> {
    return this.ask(async (db) => {
      const { rows: [row] } = await sql<Seen>`SELECT coalesce(max(seq), 0) AS seq, count(*) AS entries, (SELECT count(*) FROM posts) + (SELECT count(*) FROM comments) AS texts FROM journal`.execute(db)
      if (row === undefined) throw new Error('counted nothing')
      return row
    })
  }

  /** Entries of what was seen then that are gone now. */
  missing({ seq, entries }: Seen): Promise<number> {
    return this.ask(async (db) => {
      const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM journal WHERE seq <= ${seq}`.execute(db)
      return Math.max(0, entries - (rows[0]?.n ?? 0))
    })
  }

  counts(): Promise<Counts> {
    return this.ask(async (db) => {
      const { rows: [row] } = await sql<Counts>`SELECT
        (SELECT count(*) FROM turns WHERE ended_at IS NOT NULL) AS turns,
        (SELECT count(*) FROM journal WHERE kind = 'acted') AS acts,
        (SELECT count(*) FROM journal WHERE kind = 'asked') AS asks,
        (SELECT count(*) FROM turns WHERE outcome = 'failed') AS "failedTurns",
        (SELECT count(*) FROM agents WHERE state = 'failed') AS "failedAgents",
        (SELECT count(*) FROM (SELECT FROM journal GROUP BY turn_id, step, place HAVING count(*) > 1) twice)
          + (SELECT count(*) FROM (SELECT FROM journal WHERE made_id IS NOT NULL GROUP BY made_id HAVING count(*) > 1) twice) AS doubled,
        (SELECT count(*) FROM journal j WHERE j.made_id IS NOT NULL AND NOT EXISTS (SELECT FROM posts WHERE id = j.made_id)
          AND NOT EXISTS (SELECT FROM comments WHERE id = j.made_id) AND NOT EXISTS (SELECT FROM reports WHERE id = j.made_id) AND NOT EXISTS (SELECT FROM groups WHERE id = j.made_id)) AS lost`.execute(db)
      if (row === undefined) throw new Error('counted nothing')
      return row
    })
  }

  endedWell(turnIds: readonly string[]): Promise<number> {
    return this.ask(async (db) => {
      const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM turns WHERE id = ANY(${[...turnIds]}::uuid[]) AND outcome = 'rested'`.execute(db)
      return rows[0]?.n ?? 0
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#drop()
  }
}

export interface Seen {
  readonly seq: number
  readonly entries: number
  readonly texts: number
}

export interface Counts {
  readonly turns: number
  readonly acts: number
  readonly asks: number
  readonly failedTurns: number
  readonly failedAgents: number
  readonly doubled: number
  readonly lost: number
}
