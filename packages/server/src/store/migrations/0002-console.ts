/** What the console counts: acts by the hour, and tokens of models nobody has priced. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // The journal grows by time alone, so one summary a few pages finds a span of hours, and costs its writers nothing.
  `CREATE INDEX journal_at ON journal USING brin (at) WITH (pages_per_range = 32, autosummarize = on)`,
  `ALTER TABLE spend ADD COLUMN unpriced_tokens bigint NOT NULL DEFAULT 0`,
]
