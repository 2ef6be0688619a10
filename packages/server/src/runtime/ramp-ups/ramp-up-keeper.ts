/**
 * Starts new agents as their project's plan allows: looks now and then, starts those that were made first, and ends plans
 * whose days are over. Any process may; the cap that everybody's orders pass keeps two from starting too many.
 */
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { momentOf } from '../../policy/ramp-days.ts'
import type { Database } from '../../store/database.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Commands } from '../agents/commands.ts'

const LOOK_EVERY_MS = 10_000
/** Started at one look; the next goes on. */
const STARTED_AT_ONCE_MOST = 1_000

export interface RampUpKeeperParts {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly audit: AuditLog
  readonly commands: Commands
}

export class RampUpKeeper implements AsyncDisposable {
  readonly #parts: RampUpKeeperParts
  #timer: NodeJS.Timeout | null = null
  #pass: Promise<void> = Promise.resolve()
  #busy = false
  #stopped = false

  constructor(parts: RampUpKeeperParts) {
    this.#parts = parts
  }

  start(): void {
    this.#timer ??= setInterval(() => this.poke(), LOOK_EVERY_MS).unref()
    this.poke()
  }

  poke(): void {
    if (this.#busy || this.#stopped) return
    this.#busy = true
    this.#pass = this.look().catch((error: unknown) => this.#parts.log.warn({ err: error }, 'ramp-up plans could not be looked at; they are again soon')).finally(() => {
      this.#busy = false
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true
    if (this.#timer !== null) clearInterval(this.#timer)
    await this.#pass
  }

  /** One look at all active plans. */
  async look(): Promise<void> {
    const { db, clock, audit } = this.#parts
    const plans = await db.selectFrom('ramp_ups').selectAll().where('state', '=', 'active').execute()
    for (const { id, workspace_id: workspaceId, project_id: projectId, name, days, starts_at: startsMs, paused_at: pausedMs } of plans) {
      const moment = momentOf({ days, startsMs, pausedMs }, clock.now())
      if (moment.kind === 'day') await this.#startIn(workspaceId, projectId, name, moment.allows.agents)
      else if (moment.kind === 'over') {
        await db.transaction().execute(async (within) => {
          const { numUpdatedRows } = await within.updateTable('ramp_ups').set({ state: 'done' }).where('id', '=', id).where('state', '=', 'active').executeTakeFirst()
          if (numUpdatedRows > 0n) await audit.record(within, { workspaceId, by: { kind: 'system', id: null, name: `ramp-up “${name}”` }, action: 'ramp-up-done', subject: { kind: 'ramp-up', id } })
        })
      }
    }
  }

  async #startIn(workspaceId: Id, projectId: Id, name: string, allowed: number): Promise<void> {
    const { db, commands } = this.#parts
    const running = await db.selectFrom('agents').select((is) => is.fn.countAll<number>().as('count')).where('project_id', '=', projectId).where('state', 'in', ['idle', 'busy', 'asleep']).executeTakeFirstOrThrow()
    const places = Math.min(STARTED_AT_ONCE_MOST, allowed - running.count)
    if (places <= 0) return
    // Those that are suspended would be refused, and keep others from their places.
    const ready = await db.selectFrom('agents').select('id').where('project_id', '=', projectId).where('state', '=', 'ready')
      .where(({ exists, not, selectFrom }) => not(exists(selectFrom('profiles').select('profiles.id').whereRef('profiles.id', '=', 'agents.profile_id').where('profiles.suspended_at', 'is not', null))))
      .orderBy('id').limit(places).execute()
    if (ready.length === 0) return
    await commands.tellMany({ kind: 'system', id: null, name: `ramp-up “${name}”`, workspaceId }, { verb: 'start', ids: ready.map(({ id }) => id) })
  }
}
