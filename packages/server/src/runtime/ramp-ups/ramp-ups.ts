/** Ramp-up plans of a workspace: written, looked at, activated, paused and taken back. What they allow is enforced elsewhere. */
import type { RampCrew, RampDay, RampUp, RampUpDraft, RampUpPreview, RampUpVerb } from '@troupe/contract'
import { sql, type Selectable } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, MissingError, must } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import { daysOf, momentOf, outlookOf, RAMP_DAY_MS } from '../../policy/ramp-days.ts'
import type { Database } from '../../store/database.ts'
import type { RampUpsTable } from '../../store/workshop-schema.ts'

export interface RampUpsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  /** There may be agents to start. */
  readonly onActivated: () => void
}

const SHOWN_MOST = 100
const FROM: Readonly<Record<RampUpVerb, readonly RampUp['state'][]>> = { activate: ['draft', 'paused'], pause: ['active'], deactivate: ['active', 'paused', 'done'] }
const PAST: Readonly<Record<RampUpVerb, string>> = { activate: 'activated', pause: 'paused', deactivate: 'deactivated' }

type Row = Selectable<RampUpsTable> & RampCrew & { readonly project: string }

/** Of agents `a`. */
const CREW = {
  running: sql<number>`count(*) FILTER (WHERE a.state IN ('idle', 'busy', 'asleep'))::int`,
  ready: sql<number>`count(*) FILTER (WHERE a.state = 'ready')::int`,
  all: sql<number>`count(*)::int`,
}

export class RampUps {
  readonly #parts: RampUpsParts

  constructor(parts: RampUpsParts) {
    this.#parts = parts
  }

  async list(workspaceId: Id): Promise<RampUp[]> {
    const rows = await this.#rows(workspaceId).orderBy('r.id', 'desc').limit(SHOWN_MOST).execute()
    return rows.map((row) => this.#told(row))
  }

  async get(workspaceId: Id, id: Id): Promise<RampUp> {
    const row = await this.#rows(workspaceId).where('r.id', '=', id).executeTakeFirst()
    if (!row) throw new MissingError('ramp-up plan', id)
    return this.#told(row)
  }

  /** What the days would bring, with the agents the project has now. */
  async preview(workspaceId: Id, draft: RampUpDraft): Promise<RampUpPreview> {
    const agents = await this.#agentsIn(workspaceId, draft.projectId)
    return { days: outlookOf(planned(draft), agents, 1), agents }
  }

  async create(by: Actor, draft: RampUpDraft): Promise<RampUp> {
    const { db, clock, ids, audit } = this.#parts
    await this.#agentsIn(by.workspaceId, draft.projectId)
    const id = ids.next()
    const days = planned(draft)
    await db.transaction().execute(async (within) => {
      await within.insertInto('ramp_ups').values({
        id, workspace_id: by.workspaceId, project_id: draft.projectId, name: draft.name, state: 'draft', days: JSON.stringify(days),
        starts_at: draft.startsAt === null ? null : Date.parse(draft.startsAt), paused_at: null, created_at: clock.now(),
      }).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'ramp-up-created', subject: { kind: 'ramp-up', id }, after: { ...draft, days } })
    })
    return this.get(by.workspaceId, id)
  }

  async tell(by: Actor, id: Id, verb: RampUpVerb): Promise<RampUp> {
    const { db, clock, audit, onActivated } = this.#parts
    const nowMs = clock.now()
    await db.transaction().execute(async (within) => {
      const row = await within.selectFrom('ramp_ups').selectAll().where('id', '=', id).where('workspace_id', '=', by.workspaceId).forUpdate().executeTakeFirst()
      if (!row) throw new MissingError('ramp-up plan', id)
      if (!FROM[verb].includes(row.state)) throw new ConflictError(`A plan that is ${row.state} cannot be ${PAST[verb]}.`, 'not-possible-in-this-state')
      if (verb === 'activate') {
        const other = await within.selectFrom('ramp_ups').select('name').where('project_id', '=', row.project_id).where('state', 'in', ['active', 'paused']).where('id', '!=', id).executeTakeFirst()
        if (other) throw new ConflictError(`The plan “${other.name}” stands for this project. Deactivate it first.`, 'ramp-up-standing')
      }
      await within.updateTable('ramp_ups').set(afterVerb(row, verb, nowMs)).where('id', '=', id).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: `ramp-up-${PAST[verb]}`, subject: { kind: 'ramp-up', id }, before: { state: row.state } })
    })
    if (verb === 'activate') onActivated()
    return this.get(by.workspaceId, id)
  }

  async remove(by: Actor, id: Id): Promise<void> {
    const { db, audit } = this.#parts
    await db.transaction().execute(async (within) => {
      const row = await within.deleteFrom('ramp_ups').where('id', '=', id).where('workspace_id', '=', by.workspaceId).returning(['name', 'state', 'days']).executeTakeFirst()
      if (!row) throw new MissingError('ramp-up plan', id)
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'ramp-up-deleted', subject: { kind: 'ramp-up', id }, before: row })
    })
  }

  #rows(workspaceId: Id) {
    return this.#parts.db.selectFrom('ramp_ups as r').innerJoin('projects as p', 'p.id', 'r.project_id')
      .innerJoinLateral(({ selectFrom }) => selectFrom('agents as a').select([CREW.running.as('running'), CREW.ready.as('ready'), CREW.all.as('all')]).whereRef('a.project_id', '=', 'r.project_id').as('crew'), (join) => join.onTrue())
      .selectAll('r').select(['p.name as project', 'crew.running', 'crew.ready', 'crew.all']).where('r.workspace_id', '=', workspaceId)
  }

  async #agentsIn(workspaceId: Id, projectId: Id): Promise<RampCrew> {
    const { db } = this.#parts
    const project = await db.selectFrom('projects').select('id').where('id', '=', projectId).where('workspace_id', '=', workspaceId).where('erasing_at', 'is', null).executeTakeFirst()
    if (!project) throw new MissingError('project', projectId)
    return must(await db.selectFrom('agents as a').select([CREW.running.as('running'), CREW.ready.as('ready'), CREW.all.as('all')]).where('a.project_id', '=', projectId).executeTakeFirst(), 'counts')
  }

  #told({ id, name, project_id: projectId, project, state, days, starts_at: startsMs, paused_at: pausedMs, running, ready, all, created_at: createdMs }: Row): RampUp {
    const binds = state === 'active' || state === 'paused'
    const moment = binds ? momentOf({ days, startsMs, pausedMs }, this.#parts.clock.now()) : null
    const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())
    const day = moment?.kind === 'day' ? moment.day : null
    const following = days[day ?? 0]
    const firstToCome = state === 'done' || moment?.kind === 'over' ? days.length + 1 : day ?? 1
    const nextMs = state !== 'active' || startsMs === null || moment?.kind === 'over' || following === undefined ? null : startsMs + (day ?? 0) * RAMP_DAY_MS
    return {
      id, name, project: { id: projectId, name: project }, state, days: [...days], outlook: outlookOf(days, { running, ready }, firstToCome), startsAt: instant(startsMs), day, agents: { running, ready, all },
      next: nextMs === null || following === undefined ? null : { ...following, at: new Date(nextMs).toISOString() },
      endsAt: instant(state === 'active' && startsMs !== null ? startsMs + days.length * RAMP_DAY_MS : null), createdAt: new Date(createdMs).toISOString(),
    }
  }
}

/** Time that passed in a pause does not count; a start that was left open is now. */
function afterVerb({ starts_at: startsMs, paused_at: pausedMs }: Selectable<RampUpsTable>, verb: RampUpVerb, nowMs: number) {
  switch (verb) {
    case 'activate':
      return { state: 'active' as const, paused_at: null, starts_at: pausedMs === null ? Math.max(startsMs ?? 0, nowMs) : startsMs === null || startsMs > pausedMs ? startsMs : startsMs + nowMs - pausedMs }
    case 'pause':
      return { state: 'paused' as const, paused_at: nowMs }
    case 'deactivate':
      return { state: 'draft' as const, paused_at: null, starts_at: null }
  }
}

function planned({ days, curve }: RampUpDraft): RampDay[] {
  return days ?? daysOf(must(curve, 'a curve where there are no days'))
}
