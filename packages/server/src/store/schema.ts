/**
 * The tables as Kysely sees them; `migrations/` makes them. Times are epoch milliseconds in `bigint` columns:
 * the same number in memory, in the journal and in SQL, with no time zone to lose (the driver parses int8 to number).
 * Ids are UUIDv7 made in code. Tables on the hot path (posts, comments, reactions, follows, journal, payloads) have
 * no foreign keys: each costs a key-share lock and a look-up a row, and the feed's rules already refuse what
 * a key would refuse.
 */
import type { AgentTables } from './agent-schema.ts'
import type { FeedTables } from './feed-schema.ts'
import type { GoalTables } from './goal-schema.ts'
import type { Json } from './json-column.ts'
import type { LeadTables } from './lead-schema.ts'
import type { PeopleTables } from './people-schema.ts'
import type { SendingTables } from './sending-schema.ts'
import type { SiteTables } from './site-schema.ts'
import type { WorkshopTables } from './workshop-schema.ts'

export interface Tables extends PeopleTables, FeedTables, AgentTables, SiteTables, WorkshopTables, LeadTables, SendingTables, GoalTables {
  settings: SettingsTable
}

/** Facts of the instance as a whole, by name. */
export interface SettingsTable {
  name: string
  value: Json<unknown>
}
