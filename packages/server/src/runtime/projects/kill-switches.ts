/**
 * The kill switch (SPEC B1), for one project or for the whole instance. Turning it is one row; workers hear of it at once
 * and stop what they are asking models. To release it takes a reason too, and agents whose time passed meanwhile get a new
 * one, so that they don't all act in one breath.
 */
import type { z } from 'zod'
import type { KillSwitchState, killSwitchSchema } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, MissingError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Random } from '../../base/random.ts'
import type { Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { InstanceOwners } from '../../people/instance-owners.ts'
import type { Database } from '../../store/database.ts'
import { redrawWakes } from './redraw.ts'

export interface KillSwitchParts {
  readonly db: Database
  readonly clock: Clock
  readonly random: Random
  readonly audit: AuditLog
  readonly instanceOwners: InstanceOwners
  /** Tells every process, after the commit. */
  readonly onTurned: () => void
  /** Stops what this process is asking, at once; answers how much that was. `scope` is `instance` or a project's id. */
  readonly abort: (scope: string, reason: string) => number
}

const INSTANCE = 'instance'

export class KillSwitches {
  readonly #parts: KillSwitchParts

  constructor(parts: KillSwitchParts) {
    this.#parts = parts
  }

  /** The instance's and those of the workspace's projects that were ever turned; the instance's first. */
  async list(workspaceId: Id): Promise<KillSwitchState[]> {
    // What a switch stopped are the turns that ended as killed since; one that began more than a day before it is not looked for.
    const { rows } = await sql<{ scope: string; on: boolean; reason: string; byName: string; at: number; aborted: number }>`
      SELECT k.scope, k."on", k.reason, k.by_name AS "byName", k.at, CASE WHEN k."on" THEN (
          SELECT count(*)::int FROM turns t JOIN projects p ON p.id = t.project_id
          WHERE t.id >= (lpad(to_hex(k.at - 86400000), 12, '0') || repeat('0', 20))::uuid AND t.outcome = 'killed' AND t.ended_at >= k.at
            AND p.workspace_id = ${workspaceId} AND k.scope IN ('instance', t.project_id::text)) ELSE 0 END AS aborted
      FROM kill_switches k WHERE k.scope = 'instance' OR k.scope IN (SELECT id::text FROM projects WHERE workspace_id = ${workspaceId})
      ORDER BY k.scope = 'instance' DESC, k.at DESC`.execute(this.#parts.db)
    const states = rows.map((row): KillSwitchState => ({
      scope: row.scope === INSTANCE ? INSTANCE : { projectId: row.scope }, on: row.on, reason: row.reason, by: row.byName, at: new Date(row.at).toISOString(), aborted: row.aborted,
    }))
    const known = states.some((state) => state.scope === INSTANCE)
    return known ? states : [{ scope: INSTANCE, on: false, reason: null, by: null, at: null, aborted: 0 }, ...states]
  }

  async turn(by: Actor, { on, scope, reason }: z.output<typeof killSwitchSchema>): Promise<KillSwitchState> {
    const { db, clock, audit, instanceOwners, onTurned, abort } = this.#parts
    // It stands over the workspaces of others too.
    if (scope === INSTANCE) await instanceOwners.need(by, on ? 'stop all of it' : 'release its kill switch', 'Projects of your workspace can be stopped and released one by one.')
    const key = scope === INSTANCE ? INSTANCE : scope.projectId
    const nowMs = clock.now()
    await db.transaction().execute(async (within) => {
      if (scope !== INSTANCE) {
        const project = await within.selectFrom('projects').select('id').where('id', '=', key).where('workspace_id', '=', by.workspaceId).forShare().executeTakeFirst()
        if (!project) throw new MissingError('project', key)
      }
      const before = await within.selectFrom('kill_switches').select(['on', 'reason', 'by_name', 'at']).where('scope', '=', key).forUpdate().executeTakeFirst()
      if ((before?.on ?? false) === on) throw new ConflictError(on ? 'This kill switch is on already.' : 'This kill switch is not on.', on ? 'already-on' : 'not-on')
      const row = { on, reason, by_name: by.name, at: nowMs }
      await within.insertInto('kill_switches').values({ scope: key, ...row }).onConflict((clash) => clash.column('scope').doUpdateSet(row)).execute()
      await audit.record(within, {
        workspaceId: by.workspaceId, by, action: on ? 'kill-switch-on' : 'kill-switch-released',
        subject: { kind: scope === INSTANCE ? 'instance' : 'project', id: scope === INSTANCE ? null : key }, before: before ?? null, after: { on, reason },
      })
    })
    const aborted = on ? abort(key, reason) : 0
    if (!on) await redrawWakes(this.#parts, scope === INSTANCE ? null : key, 'overdue')
    onTurned()
    return { scope, on, reason, by: by.name, at: new Date(nowMs).toISOString(), aborted }
  }
}
