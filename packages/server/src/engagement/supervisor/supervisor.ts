/**
 * Plans goals that wait for it, looks at those that run, and does their tasks. It has no loop of its own: `runtime/engagement/`
 * turns it. Each step is one transaction that holds its row, so any number of processes may turn it; a crash leaves a lease that
 * runs out. It writes to nobody: what it plans waits in the queue and meets the gate like every message.
 */
import type { GoalWorkflow } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { messageOf } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import type { ModelPort } from '../../llm/model-port.ts'
import type { Database, Within } from '../../store/database.ts'
import { doTask } from './do-task.ts'
import { briefOf } from './goal-brief.ts'
import { writeGoalLog, type GoalRow } from './goal-rows.ts'
import { takeBack } from './goals.ts'
import { metricOf } from './metric.ts'
import { planWorkflow } from './plan-workflow.ts'
import { adjustedBy, crossed, type Crossing, type Signals } from './signals.ts'
import { TOOLS } from './tools.ts'
import { SUPERVISOR, writeVersion } from './write-version.ts'

export interface SupervisorParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly portFor: (workspaceId: Id) => ModelPort
  /** After a commit: actions may be due, goals stand differently. */
  readonly onChanged: () => void
}

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
const LOOK_EVERY_MS = 60_000
const PLANNING_LEASE_MS = 180_000
/** Of a task; the database gives up what takes longer. */
const TASK_TIME_MS = 30_000
const TASK_TRIES_MOST = 3
const AGAIN_AFTER_MS = 60_000
/** A change has to show before the next is made. */
const ADJUST_EVERY_MS = DAY_MS

export class Supervisor {
  readonly #parts: SupervisorParts
  /** Plans that a model is being asked for, with the project of each. */
  readonly #planning = new Map<AbortController, Id>()

  constructor(parts: SupervisorParts) {
    this.#parts = parts
  }

  /** Gives up the plans under way in a scope: `instance`, or a project's id. Their goals wait until it is released. */
  abort(scope: string, reason: string): void {
    for (const [asking, projectId] of this.#planning) if (scope === 'instance' || scope === projectId) asking.abort(new Error(`switched off: ${reason}`))
  }

  /** Plans one goal that waits for it. Answers whether there was one. */
  async plan(signal: AbortSignal): Promise<boolean> {
    const { db, clock, ids, portFor, onChanged } = this.#parts
    const nowMs = clock.now()
    const { rows: [goal] } = await sql<GoalRow & { readonly project_id: Id }>`UPDATE goals SET lease_until = ${nowMs + PLANNING_LEASE_MS} FROM creators of WHERE of.id = goals.creator_id AND goals.id = (SELECT g.id FROM goals g JOIN creators c ON c.id = g.creator_id
      WHERE g.state = 'planning' AND (g.lease_until IS NULL OR g.lease_until <= ${nowMs}) AND ${notKilled('c')} ORDER BY g.id LIMIT 1 FOR UPDATE OF g SKIP LOCKED) RETURNING goals.*, of.project_id`.execute(db)
    if (goal === undefined) return false
    const asking = new AbortController()
    this.#planning.set(asking, goal.project_id)
    let kept: boolean
    try {
      const { workflow, generator, note } = await planWorkflow(await briefOf(db, goal, nowMs), portFor(goal.workspace_id), AbortSignal.any([signal, asking.signal]))
      kept = await db.transaction().execute(async (within) => {
        // A switch that was turned meanwhile holds: nothing of the answer is kept.
        const { rows: [held] } = await sql`SELECT g.id FROM goals g JOIN creators c ON c.id = g.creator_id WHERE g.id = ${goal.id} AND g.state = 'planning' AND ${notKilled('c')} FOR UPDATE OF g`.execute(within)
        if (held === undefined) return false
        await writeVersion(within, { ids, nowMs: clock.now() }, goal.id, { workflow, by: SUPERVISOR, note, generator })
        await within.updateTable('goals').set({ state: 'draft', reason: null, lease_until: null }).where('id', '=', goal.id).execute()
        return true
      })
    } catch (error) {
      if (!asking.signal.aborted) throw error
      kept = false
    } finally {
      this.#planning.delete(asking)
    }
    if (!kept) await db.updateTable('goals').set({ lease_until: null }).where('id', '=', goal.id).where('state', '=', 'planning').execute()
    onChanged()
    return true
  }

  /** Looks at one goal that is due: ends it, adjusts it, hands out what is to be done today. Answers whether there was one. */
  async look(): Promise<boolean> {
    const { db, clock, ids, onChanged } = this.#parts
    const nowMs = clock.now()
    const looked = await db.transaction().execute(async (within) => {
      const { rows: [goal] } = await sql<GoalRow>`SELECT g.* FROM goals g JOIN creators c ON c.id = g.creator_id WHERE g.state = 'running' AND g.next_look_at <= ${nowMs} AND ${notKilled('c')}
        ORDER BY g.next_look_at LIMIT 1 FOR UPDATE OF g SKIP LOCKED`.execute(within)
      if (goal === undefined) return false
      await within.updateTable('goals').set({ next_look_at: nowMs + LOOK_EVERY_MS }).where('id', '=', goal.id).execute()
      await this.#lookAt(within, goal, { ids, nowMs })
      return true
    })
    if (looked) onChanged()
    return looked
  }

  /** Does one task that is due. Answers whether there was one. */
  async work(): Promise<boolean> {
    const { db, clock, ids, log, onChanged } = this.#parts
    const nowMs = clock.now()
    const { rows: [claimed] } = await sql<{ id: Id; goal_id: Id; tries: number }>`UPDATE goal_tasks SET state = 'running', tries = tries + 1, lease_until = ${nowMs + 2 * TASK_TIME_MS} WHERE id = (
      SELECT t.id FROM goal_tasks t JOIN goals g ON g.id = t.goal_id JOIN creators c ON c.id = g.creator_id
      WHERE g.state = 'running' AND ((t.state = 'waiting' AND t.at <= ${nowMs}) OR (t.state = 'running' AND t.lease_until <= ${nowMs})) AND ${notKilled('c')} ORDER BY t.at, t.id LIMIT 1 FOR UPDATE OF t SKIP LOCKED) RETURNING id, goal_id, tries`.execute(db)
    if (claimed === undefined) return false
    try {
      await db.transaction().execute(async (within) => {
        await sql`SET LOCAL statement_timeout = ${sql.lit(TASK_TIME_MS)}`.execute(within)
        await this.#do(within, claimed, { ids, nowMs })
      })
    } catch (error) {
      const over = claimed.tries >= TASK_TRIES_MOST
      log.warn({ err: error, task: claimed.id }, over ? 'a task of a goal failed' : 'a task of a goal failed; it is tried again')
      await db.updateTable('goal_tasks').set({ state: over ? 'failed' : 'waiting', result: messageOf(error).slice(0, 500), lease_until: null, at: nowMs + AGAIN_AFTER_MS * claimed.tries, ...(over ? { ended_at: nowMs } : {}) })
        .where('id', '=', claimed.id).where('state', '=', 'running').execute()
    }
    onChanged()
    return true
  }

  async #do(within: Within, { id, goal_id: goalId, tries }: { id: Id; goal_id: Id; tries: number }, tools: { ids: Ids; nowMs: number }): Promise<void> {
    // A kill switch that was turned meanwhile holds, and so does a pause: nothing is planned then.
    const { rows: [goal] } = await sql<GoalRow>`SELECT g.* FROM goals g JOIN creators c ON c.id = g.creator_id WHERE g.id = ${goalId} AND g.state = 'running' AND ${notKilled('c')} FOR UPDATE OF g`.execute(within)
    const task = await within.selectFrom('goal_tasks').selectAll().where('id', '=', id).where('state', '=', 'running').where('tries', '=', tries).forUpdate().executeTakeFirst()
    if (task === undefined) return
    if (goal === undefined) {
      await within.updateTable('goal_tasks').set({ state: 'waiting', tries: tries - 1, lease_until: null }).where('id', '=', id).execute()
      return
    }
    const version = await within.selectFrom('goal_versions').select(['workflow', 'generator']).where('goal_id', '=', goalId).where('version', '=', task.version).executeTakeFirstOrThrow()
    const stage = version.workflow.stages.find(({ name }) => name === task.stage)
    const planned = stage?.tasks.find(({ agent, tool }) => agent === task.agent && tool === task.tool)
    if (stage === undefined || planned === undefined) throw new Error('the workflow has no such task any more')
    const result = await doTask(within, { goal, stage, task: planned, generator: version.generator, ...tools })
    await within.updateTable('goal_tasks').set({ state: 'done', result, lease_until: null, ended_at: tools.nowMs }).where('id', '=', id).execute()
    await writeGoalLog(within, tools, goalId, 'task', `${task.stage}, ${task.tool}: ${result}`)
  }

  async #lookAt(within: Within, goal: GoalRow, tools: { ids: Ids; nowMs: number }): Promise<void> {
    const { nowMs } = tools
    if (goal.version === null || nowMs < goal.from_at) return
    const current = await metricOf(within, goal)
    if (current >= goal.target) return end(within, goal, 'done', `reached: ${current} of ${goal.target}`, tools)
    if (nowMs >= goal.to_at) return end(within, goal, 'failed', `its time is over at ${current} of ${goal.target}`, tools)
    const day = Math.floor((nowMs - goal.from_at) / DAY_MS)
    const { workflow } = await within.selectFrom('goal_versions').select('workflow').where('goal_id', '=', goal.id).where('version', '=', goal.version).executeTakeFirstOrThrow()
    const signals = { ...await this.#signals(within, goal, nowMs), current, target: goal.target, elapsed: (nowMs - goal.from_at) / (goal.to_at - goal.from_at) }
    const adjustedTo = await adjust(within, goal, workflow, signals, day, tools)
    await handOut(within, goal, adjustedTo ?? { workflow, version: goal.version }, day, tools)
  }

  /** What went out for the goal in the last week, and what came back from those who got it. */
  async #signals(within: Within, goal: GoalRow, nowMs: number): Promise<Pick<Signals, 'sent' | 'replies' | 'unsubscribed'>> {
    const { rows: [counted] } = await sql<Pick<Signals, 'sent' | 'replies' | 'unsubscribed'>>`
      WITH went AS MATERIALIZED (SELECT consumer_id, min(sent_at) AS sent_at, count(*) AS messages FROM actions WHERE workspace_id = ${goal.workspace_id} AND goal_id = ${goal.id} AND sent_at > ${nowMs - WEEK_MS} GROUP BY consumer_id)
      SELECT (SELECT coalesce(sum(messages), 0)::int FROM went) AS sent,
        (SELECT count(*)::int FROM went w WHERE EXISTS (SELECT FROM messages m WHERE m.consumer_id = w.consumer_id AND m.direction = 'in' AND m.at >= w.sent_at)) AS replies,
        (SELECT count(*)::int FROM went w WHERE EXISTS (SELECT FROM events e WHERE e.consumer_id = w.consumer_id AND e.type IN ('unsubscribed', 'consent_withdrawn') AND e.at >= w.sent_at)) AS unsubscribed`.execute(within)
    return counted ?? { sent: 0, replies: 0, unsubscribed: 0 }
  }
}

async function end(within: Within, goal: GoalRow, state: 'done' | 'failed', reason: string, tools: { ids: Ids; nowMs: number }): Promise<void> {
  await within.updateTable('goals').set({ state, reason, next_look_at: null }).where('id', '=', goal.id).execute()
  await takeBack(within, tools, goal.id, `the goal is over: ${reason}`)
  await writeGoalLog(within, tools, goal.id, state, `It is over, ${reason}.`)
}

async function adjust(within: Within, goal: GoalRow, workflow: GoalWorkflow, signals: Signals, day: number, tools: { ids: Ids; nowMs: number }): Promise<{ workflow: GoalWorkflow; version: number } | null> {
  const crossings = crossed(workflow, signals, day)
  if (crossings.length === 0) return null
  const said = await within.selectFrom('goal_log').select('id').where('goal_id', '=', goal.id).where('kind', 'in', ['adjusted', 'question']).where('at', '>', tools.nowMs - ADJUST_EVERY_MS).limit(1).executeTakeFirst()
  if (said !== undefined) return null
  const why = ({ stage, value, threshold: { metric } }: Crossing): string => `${metric} of “${stage}” is ${value.toFixed(3)}`
  for (const question of crossings.filter(({ threshold: { respond } }) => respond === 'ask-person')) await writeGoalLog(within, tools, goal.id, 'question', `${why(question)}. What should be done?`)
  const versions = await within.selectFrom('goal_versions').select(['workflow', 'by_name', 'generator', 'note', 'version']).where('goal_id', '=', goal.id).orderBy('version', 'desc').execute()
  // What a person wrote, or the plan itself: adjustments are bounded by it, however many there were.
  const planned = versions.find(({ by_name: by, note }) => by !== SUPERVISOR || !note.startsWith(ADJUSTED))
  const { workflow: next, made } = adjustedBy(workflow, planned?.workflow ?? workflow, crossings, day)
  if (made.length === 0) return null
  const note = `${ADJUSTED}${made.map((one) => `${one.threshold.respond}: ${why(one)}`).join('; ')}`.slice(0, NOTE_CHARACTERS_MOST)
  const version = await writeVersion(within, tools, goal.id, { workflow: next, by: SUPERVISOR, note, generator: versions[0]?.generator ?? null })
  await within.updateTable('goals').set({ next_look_at: tools.nowMs + LOOK_EVERY_MS }).where('id', '=', goal.id).execute()
  for (const one of made) await writeGoalLog(within, tools, goal.id, 'adjusted', `${why(one)}, so: ${one.threshold.respond}.`)
  return { workflow: next, version }
}

const ADJUSTED = 'adjusted, '
const NOTE_CHARACTERS_MOST = 300

/** Each task once a day; by a new version again only those that were not done yet. */
async function handOut(within: Within, goal: GoalRow, { workflow, version }: { workflow: GoalWorkflow; version: number }, day: number, { ids, nowMs }: { ids: Ids; nowMs: number }): Promise<void> {
  const startedMs = goal.from_at + day * DAY_MS
  const today = await within.selectFrom('goal_tasks').select(['stage', 'agent', 'tool']).where('goal_id', '=', goal.id).where('at', '>=', startedMs).where('state', '!=', 'cancelled').execute()
  const done = new Set(today.map(({ stage, agent, tool }) => `${stage}/${agent}/${tool}`))
  const wanted = workflow.stages.filter((stage) => stage.fromDay <= day && day <= stage.toDay).flatMap((stage) => stage.tasks.map((task) => ({ stage: stage.name, agent: task.agent, tool: task.tool })))
    .filter(({ stage, agent, tool }) => !done.has(`${stage}/${agent}/${tool}`))
  if (wanted.length === 0) return
  await within.insertInto('goal_tasks').values(wanted.map((task) => {
    const missing = !TOOLS.has(task.tool)
    return { id: ids.next(), goal_id: goal.id, version, ...task, consumer_id: null, state: missing ? 'missing-tool' as const : 'waiting' as const, result: missing ? `There is no tool ${task.tool}.` : null, at: nowMs, lease_until: null, ended_at: missing ? nowMs : null }
  })).execute()
}

/** Looked at in the statement that takes something up, so that a switch holds from the moment it is turned. */
function notKilled(creator: string) {
  const projectId = sql.ref(`${creator}.project_id`)
  return sql<boolean>`NOT EXISTS (SELECT FROM kill_switches k WHERE k."on" AND k.scope IN ('instance', ${projectId}::text)) AND NOT EXISTS (SELECT FROM projects p WHERE p.id = ${projectId} AND p.erasing_at IS NOT NULL)`
}
