/**
 * What moderators decide (SPEC C7): done, kept as acts with their reasons, written into the audit log, told to whoever shows
 * the world, and undone where that is possible. One order may name many things; what can't be done to one of them is told
 * for that one, and the others are done. A preview is the deed itself, taken back before anybody has seen it, so it cannot
 * count otherwise than the deed does.
 *
 * Locks are taken in one order: agents, then worlds with what stands in them, then reports.
 */
import type { z } from 'zod'
import type { ModerationActKind, ModerationOutcome, moderationOrderSchema, Role } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { InvalidError, must, unreachable } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Random } from '../../base/random.ts'
import type { FeedStore } from '../../feed/feed-store.ts'
import type { ModerationWrite } from '../../feed/moderation-rules.ts'
import type { Actor, Doer } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import { lacksRole } from '../../people/refusals.ts'
import { mayActAs } from '../../people/roles.ts'
import { uuids } from '../../store/columns.ts'
import type { Database, Within } from '../../store/database.ts'
import { lockAgentsOf, pauseAgentsOf, resumeAgentsOf } from './paused-agents.ts'
import { decideReports, openReportsOf, reopenReports } from './resolutions.ts'
import { authorOfTarget, findTargets, type Named, type Target } from './targets.ts'

type Order = z.output<typeof moderationOrderSchema>

export interface ModerationParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly audit: AuditLog
  readonly store: Pick<FeedStore, 'moderate'>
  /** After the commit: these worlds show other things than before. */
  readonly onDone: (worldIds: ReadonlySet<Id>) => void
}

/** What takes words or people away for longer than a look takes more than looking over them. */
const NEEDS: Readonly<Record<ModerationActKind, Role>> = {
  hide: 'reviewer', unhide: 'reviewer', dismiss: 'reviewer', delete: 'operator', suspend: 'operator', unsuspend: 'operator',
}
const INVERSE = { hide: 'unhide', unhide: 'hide', suspend: 'unsuspend', unsuspend: 'suspend' } as const
const PAST: Readonly<Record<ModerationActKind, string>> = {
  hide: 'hidden', unhide: 'shown', delete: 'deleted', suspend: 'suspended', unsuspend: 'unsuspended', dismiss: 'reports-dismissed',
}
/** The answers counted in an order's preview stand under what was named; those of answers are not looked for. */
const NOTHING = { posts: 0, comments: 0, profiles: 0, answers: 0, agents: 0, reports: 0 }

class Previewed extends Error {
  readonly outcome: ModerationOutcome
  constructor(outcome: ModerationOutcome) {
    super('a preview')
    this.outcome = outcome
  }
}

interface Deed {
  readonly workspaceId: Id
  readonly by: Doer
  readonly act: ModerationActKind
  readonly reason: string
  readonly erase: boolean
  readonly untilMs: number | null
  /** The acts that are taken back, by target; null for a deed of its own. */
  readonly undoes: ReadonlyMap<Id, Id> | null
}

type Done = Pick<ModerationOutcome, 'acts' | 'counts' | 'failed'> & { readonly worlds: ReadonlySet<Id> }

export class Moderation {
  readonly #parts: ModerationParts

  constructor(parts: ModerationParts) {
    this.#parts = parts
  }

  /** Throws `NotAllowedError` where the role is too low. */
  async order(by: Actor, order: Order): Promise<ModerationOutcome> {
    const { db, clock, onDone } = this.#parts
    if (!mayActAs(by.role, NEEDS[order.act])) throw lacksRole(by, NEEDS[order.act])
    const untilMs = order.act !== 'suspend' || order.until === undefined ? null : Date.parse(order.until)
    if (untilMs !== null && untilMs <= clock.now()) throw new InvalidError('A suspension must end later than now.', [{ path: '/until', message: 'name a time to come' }])
    const deed: Deed = { workspaceId: by.workspaceId, by, act: order.act, reason: order.reason, erase: order.act === 'delete' && order.erase, untilMs, undoes: null }
    try {
      const { worlds, ...done } = await db.transaction().execute(async (within) => {
        const found = await this.#perform(within, deed, order.targets)
        if (order.preview) throw new Previewed({ preview: true, acts: [], counts: found.counts, failed: found.failed })
        return found
      })
      onDone(worlds)
      return { preview: false, ...done }
    } catch (error) {
      if (error instanceof Previewed) return error.outcome
      throw error
    }
  }

  /** What was deleted stays deleted, and is told as failed. */
  async undo(by: Actor, actIds: readonly Id[]): Promise<ModerationOutcome> {
    const { db, onDone } = this.#parts
    const worlds = new Set<Id>()
    const outcome = await db.transaction().execute(async (within) => {
      const all: ModerationOutcome = { preview: false, acts: [], counts: { ...NOTHING }, failed: [] }
      const acts = await within.selectFrom('moderation_acts').select(['id', 'kind', 'target_kind', 'target_id', 'undone_at', 'until_at'])
        .where('id', '=', sql<Id>`ANY(${[...actIds]}::uuid[])`).where('workspace_id', '=', by.workspaceId).orderBy('id', 'desc').execute()
      for (const id of actIds) if (!acts.some((act) => act.id === id)) all.failed.push({ id, reason: 'There is no such act.' })
      for (const kind of new Set(acts.map((act) => act.kind))) {
        if (!mayActAs(by.role, NEEDS[kind])) throw lacksRole(by, NEEDS[kind])
        const open = acts.filter((act) => act.kind === kind && act.undone_at === null)
        for (const act of acts) if (act.kind === kind && act.undone_at !== null) all.failed.push({ id: act.id, reason: 'It has been taken back already.' })
        if (kind === 'delete') {
          for (const { id } of open) all.failed.push({ id, reason: 'What was deleted stays deleted.' })
          continue
        }
        const undoes = new Map(open.map((act) => [act.target_id, act.id]))
        const done = await this.#perform(within, { workspaceId: by.workspaceId, by, act: kind === 'dismiss' ? 'dismiss' : INVERSE[kind], reason: '', erase: false, untilMs: null, undoes },
          open.map((act) => ({ kind: act.target_kind, id: act.target_id })))
        all.acts.push(...done.acts)
        all.failed.push(...done.failed)
        for (const counter of Object.keys(NOTHING) as (keyof typeof NOTHING)[]) all.counts[counter] += done.counts[counter]
        for (const world of done.worlds) worlds.add(world)
      }
      return all
    })
    onDone(worlds)
    return outcome
  }

  /** Suspensions whose time is over. Answers how many there were. */
  async liftDue(most: number): Promise<number> {
    const { db, clock, onDone } = this.#parts
    const { rows } = await sql<{ id: Id; workspaceId: Id }>`SELECT m.id, j.workspace_id AS "workspaceId" FROM profiles m
      JOIN worlds w ON w.id = m.world_id JOIN projects j ON j.id = w.project_id AND j.erasing_at IS NULL
      WHERE m.suspended_until <= ${clock.now()} AND m.suspended_at IS NOT NULL ORDER BY m.suspended_until LIMIT ${most}`.execute(db)
    for (const { id, workspaceId } of rows) {
      const deed: Deed = { workspaceId, by: { kind: 'system', id: null, name: 'Troupe' }, act: 'unsuspend', reason: 'its time is over', erase: false, untilMs: null, undoes: null }
      const { worlds } = await db.transaction().execute((within) => this.#perform(within, deed, [{ kind: 'profile', id }]))
      onDone(worlds)
    }
    return rows.length
  }

  async #perform(within: Within, deed: Deed, named: readonly Named[]): Promise<Done> {
    const failed: Done['failed'] = []
    const found = await findTargets(within, deed.workspaceId, named)
    const targets = new Map<Id, Target>()
    for (const { kind, id } of named) {
      const target = found.get(id.toLowerCase())
      if (target === undefined || target.kind !== kind) failed.push({ id, reason: `There is no such ${kind}.` })
      else if (deed.act === 'suspend' || deed.act === 'unsuspend') targets.set(target.authorId, authorOfTarget(target))
      else if (kind === 'profile') failed.push({ id, reason: 'This is done to posts and comments; people are suspended.' })
      else targets.set(target.id, target)
    }
    const refusals = deed.act === 'dismiss' ? await this.#withoutReports(within, deed, [...targets.values()]) : await this.#write(within, deed, [...targets.values()])
    for (const [id, reason] of refusals) {
      targets.delete(id)
      failed.push({ id, reason })
    }
    const done = [...targets.values()]
    const agents = await this.#agentsOf(within, deed, done)
    const acts = await this.#keep(within, deed, done, agents)
    const reports = deed.undoes === null
      ? await decideReports(within, deed.act, done, acts, this.#parts.clock.now())
      : await reopenReports(within, done.map(({ id }) => must(deed.undoes?.get(id), 'the act')))
    await this.#tell(within, deed, done, reports.byTarget)
    const of = (kind: Target['kind']): number => done.filter((target) => target.kind === kind).length
    return {
      acts: [...acts.values()], failed, worlds: new Set(done.map(({ worldId }) => worldId)),
      counts: {
        posts: of('post'), comments: of('comment'), profiles: of('profile'), answers: done.reduce((sum, { answers }) => sum + answers, 0),
        agents: agents.count, reports: reports.total,
      },
    }
  }

  /** Refusals by target. */
  async #write(within: Within, deed: Deed, targets: readonly Target[]): Promise<Map<Id, string>> {
    const { clock, store } = this.#parts
    if (deed.act === 'suspend' || deed.act === 'unsuspend') await lockAgentsOf(within, targets.map(({ id }) => id))
    const outcomes = await store.moderate(targets.map((target) => writeOf(deed, target, clock.now())), { sql: within })
    return new Map(outcomes.flatMap((outcome, place) => (outcome.kind === 'done' ? [] : [[must(targets[place], 'a target').id, outcome.reason] as const])))
  }

  async #withoutReports(within: Within, deed: Deed, targets: readonly Target[]): Promise<Map<Id, string>> {
    if (deed.undoes !== null) return new Map()
    const reported = await openReportsOf(within, targets.map(({ id }) => id))
    return new Map(targets.filter(({ id }) => !reported.has(id)).map(({ id }) => [id, 'It is not reported, or that has been decided.']))
  }

  async #agentsOf(within: Within, deed: Deed, done: readonly Target[]): Promise<{ readonly count: number; readonly paused: ReadonlyMap<Id, Id[]> }> {
    const { clock, random } = this.#parts
    const profiles = done.map(({ id }) => id)
    if (deed.act === 'unsuspend') return { count: await resumeAgentsOf(within, profiles, { clock, random }), paused: new Map() }
    if (deed.act !== 'suspend') return { count: 0, paused: new Map() }
    const paused = await pauseAgentsOf(within, profiles, deed.reason, clock.now())
    if (deed.untilMs !== null) await sql`UPDATE profiles SET suspended_until = ${deed.untilMs} WHERE id = ANY(${uuids(profiles, (id) => id)})`.execute(within)
    return { count: [...paused.values()].flat().length, paused }
  }

  /** The acts by their targets. What is taken back is marked so, and is no act of its own. */
  async #keep(within: Within, deed: Deed, done: readonly Target[], { paused }: { paused: ReadonlyMap<Id, Id[]> }): Promise<Map<Id, Id>> {
    const { clock, ids } = this.#parts
    if (done.length === 0) return new Map()
    const { undoes } = deed
    if (undoes !== null) {
      const taken = new Map(done.map(({ id }) => [id, must(undoes.get(id), 'the act')]))
      await within.updateTable('moderation_acts').set({ undone_at: clock.now() }).where('id', '=', sql<Id>`ANY(${[...taken.values()]}::uuid[])`).execute()
      return taken
    }
    const acts = new Map(done.map(({ id }) => [id, ids.next()]))
    await within.insertInto('moderation_acts').values(done.map((target) => ({
      id: must(acts.get(target.id), 'the act'), workspace_id: deed.workspaceId, world_id: target.worldId, kind: deed.act, target_kind: target.kind, target_id: target.id,
      author_id: target.authorId, reason: deed.reason, by_kind: deed.by.kind, by_id: deed.by.id, by_name: deed.by.name, at: clock.now(), until_at: deed.untilMs,
      agent_ids: paused.get(target.id) ?? [],
    }))).execute()
    return acts
  }

  async #tell(within: Within, deed: Deed, done: readonly Target[], reports: ReadonlyMap<Id, number>): Promise<void> {
    const { audit } = this.#parts
    const { act, undoes, reason, erase, untilMs } = deed
    for (const target of done) {
      const decided = { reports: reports.get(target.id) ?? 0 }
      await audit.record(within, {
        workspaceId: deed.workspaceId, by: deed.by, action: act === 'dismiss' ? (undoes === null ? PAST.dismiss : 'reports-reopened') : `${target.kind}-${PAST[act]}`,
        subject: { kind: target.kind, id: target.id },
        before: { state: stateBefore(act, target) },
        after: {
          state: stateAfter(act, target), ...decided, ...(reason === '' ? {} : { reason }), ...(erase ? { erased: true } : {}),
          ...(untilMs === null ? {} : { until: new Date(untilMs).toISOString() }), ...(undoes === null ? {} : { takesBack: undoes.get(target.id) }),
        },
      })
    }
  }
}

function writeOf({ act, erase }: Deed, { kind, id, worldId }: Target, atMs: number): ModerationWrite {
  if (kind === 'profile') return { kind: act === 'suspend' ? 'suspend' : 'unsuspend', worldId, atMs, profileId: id }
  switch (act) {
    case 'hide':
    case 'unhide':
      return { kind: act, worldId, atMs, on: kind, targetId: id }
    case 'delete':
      return { kind: 'delete', worldId, atMs, on: kind, targetId: id, erases: erase }
    case 'suspend':
    case 'unsuspend':
    case 'dismiss':
      throw new TypeError(`${act} is not done to a ${kind}`)
    default:
      return unreachable(act)
  }
}

function stateBefore(act: ModerationActKind, { kind, isHidden }: Target): string {
  if (kind === 'profile') return act === 'suspend' ? 'active' : 'suspended'
  return isHidden ? 'hidden' : 'shown'
}

function stateAfter(act: ModerationActKind, target: Target): string {
  switch (act) {
    case 'hide':
      return 'hidden'
    case 'unhide':
      return 'shown'
    case 'delete':
      return 'deleted'
    case 'suspend':
      return 'suspended'
    case 'unsuspend':
      return 'active'
    case 'dismiss':
      return stateBefore(act, target)
    default:
      return unreachable(act)
  }
}
