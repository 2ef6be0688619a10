/** As whom sites know agents, and until when a site asked an agent to wait. */
import type { OutsideAccount } from '../../agent/outside-account.ts'
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'

export interface Wait {
  readonly untilMs: number
  readonly reason: string
}

export interface KnownAccount {
  readonly account: OutsideAccount
  /** Nothing is asked of the site in the agent's name before then (SPEC B8); it may be over. */
  readonly wait: Wait | null
}

export interface Accounts {
  of(agentIds: readonly Id[]): Promise<ReadonlyMap<Id, KnownAccount>>
  /** Also in the place of one that is there. */
  keep(siteId: Id, account: OutsideAccount): Promise<void>
  wait(agentId: Id, wait: Wait): Promise<void>
}

export class AccountsInMemory implements Accounts {
  readonly #known = new Map<Id, KnownAccount>()

  async of(agentIds: readonly Id[]): Promise<ReadonlyMap<Id, KnownAccount>> {
    return new Map(agentIds.flatMap((id) => {
      const known = this.#known.get(id)
      return known === undefined ? [] : [[id, known]]
    }))
  }

  async keep(_siteId: Id, account: OutsideAccount): Promise<void> {
    this.#known.set(account.agentId, { account, wait: this.#known.get(account.agentId)?.wait ?? null })
  }

  async wait(agentId: Id, wait: Wait): Promise<void> {
    const known = this.#known.get(agentId)
    if (known !== undefined) this.#known.set(agentId, { ...known, wait })
  }
}

export class PostgresAccounts implements Accounts {
  readonly #db: Database
  readonly #now: () => number

  constructor(db: Database, now: () => number) {
    this.#db = db
    this.#now = now
  }

  async of(agentIds: readonly Id[]): Promise<ReadonlyMap<Id, KnownAccount>> {
    if (agentIds.length === 0) return new Map()
    const rows = await this.#db.selectFrom('outside_accounts').selectAll().where('agent_id', 'in', [...agentIds]).where('leaving_at', 'is', null).execute()
    return new Map(rows.map((row) => [row.agent_id, {
      account: { agentId: row.agent_id, personaId: row.persona_id, name: row.name, username: row.username, farId: row.far_id, farUsername: row.far_username },
      wait: row.limited_until === null ? null : { untilMs: row.limited_until, reason: row.limit_reason ?? 'the site asks for a pause' },
    }]))
  }

  async keep(siteId: Id, { agentId, personaId, name, username, farId, farUsername }: OutsideAccount): Promise<void> {
    const known = { site_id: siteId, persona_id: personaId, name, username, far_id: farId, far_username: farUsername, leaving_at: null, leaving_tries: 0, leaving_reason: null }
    await this.#db.insertInto('outside_accounts').values({ agent_id: agentId, ...known, created_at: this.#now() })
      .onConflict((conflict) => conflict.column('agent_id').doUpdateSet(known)).execute()
  }

  async wait(agentId: Id, { untilMs, reason }: Wait): Promise<void> {
    await this.#db.updateTable('outside_accounts').set({ limited_until: untilMs, limit_reason: reason }).where('agent_id', '=', agentId).execute()
  }
}
