/** Sites outside, and what is known of agents there. Times and money as in `schema.ts`. */
import type { SiteBasis, SiteCheck, SiteKind, SiteState } from '@troupe/contract'
import type { ColumnType, Generated } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Json } from './json-column.ts'

export interface SiteTables {
  sites: SitesTable
  outside_accounts: OutsideAccountsTable
  outside_likes: OutsideLikesTable
  outside_acts: OutsideActsTable
}

/** Outside sites that workspaces call their own; times of checks are the instance's. */
export interface SitesTable {
  id: Id
  workspace_id: Id
  name: string
  kind: SiteKind
  /** As `readOrigin` writes it: `https://gallery.example`. */
  origin: string
  state: SiteState
  state_since: number
  basis: SiteBasis | null
  /** Public once it is served, so it is not sealed. */
  token: string
  identifier: string | null
  sealed_secret: Buffer | null
  secret_ending: string | null
  secret_saved_at: number | null
  shows_flag: boolean
  /** The newest check that found it owned. */
  proved_at: number | null
  checked_at: number | null
  /** A process that checks it moves this on first, so that no other does. */
  next_check_at: number | null
  /** When somebody last asked for a check. */
  asked_at: number | null
  /** Answers in a row that were none of a proved site, and since when. */
  wrong_answers: number
  wrong_since: number | null
  last_check: Json<SiteCheck> | null
  created_at: number
}

/** As whom a site knows an agent; stays until the site has taken the account away. */
export interface OutsideAccountsTable {
  agent_id: Id
  site_id: Id
  persona_id: Id
  name: string
  username: string
  far_id: string
  far_username: string
  created_at: number
  /** The site asked the agent to wait until then, and why. */
  limited_until: ColumnType<number | null, number | null | undefined, number | null>
  limit_reason: ColumnType<string | null, string | null | undefined, string | null>
  /** Its agent has gone: when the account is to be taken away next. */
  leaving_at: ColumnType<number | null, number | null | undefined, number | null>
  leaving_tries: Generated<number>
  leaving_reason: ColumnType<string | null, string | null | undefined, string | null>
}

export interface OutsideLikesTable {
  site_id: Id
  item_id: string
  agent_id: Id
  state: 'liking' | 'liked' | 'unliked'
  /** The act it is for; null where it was written down before that was kept. */
  act_id: Id | null
  /** Likes on the item just before, while liking. */
  count_before: number | null
  since: number
}

/** Acts that made something outside, and those whose fate was unknown. */
export interface OutsideActsTable {
  id: Id
  agent_id: Id
  site_id: Id
  turn_id: Id
  /** `unknown` with no `next_at`: it could not be found out. */
  state: 'done' | 'unknown' | 'failed'
  /** What it made, in the far side's words. */
  far_id: string | null
  /** For as long as it has to be looked for. */
  intent: Json<unknown> | null
  generator: string | null
  intended_at: number
  reason: string | null
  tries: Generated<number>
  /** When it is looked for next. */
  next_at: number | null
  settled_at: number | null
}
