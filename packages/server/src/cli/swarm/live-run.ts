/**
 * The time between the first waking and the summary: agents started, run by this process's own worker, shown, and paused again.
 * At the end those that rest are paused first, and turns under way may end.
 */
import { sql } from 'kysely'
import type { ActivityItem, AgentState } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Random } from '../../base/random.ts'
import type { Doer } from '../../people/actor.ts'
import type { ConsoleServices } from '../../runtime/console-services.ts'
import type { LiveRunner } from '../../runtime/live.ts'
import { uuids } from '../../store/columns.ts'
import type { Database } from '../../store/database.ts'
import type { Terminal } from '../terminal.ts'
import { plainCell } from './cells.ts'
import { keepPace, spreadWakes } from './pace.ts'
import { COUNTED, Roster, type Line, type Member, type Standing } from './roster.ts'
import { outcomeOf, type Outcome } from './summary.ts'
import { ratesOf, tableOf } from './table.ts'

const DRAW_EVERY_MS = 500
/** Where lines stay: a word on the rates now and then. */
const RATES_EVERY_MS = 30_000
const PACE_EVERY_MS = 1_000
/** A picture or an answer from outside takes so long now and then; what takes longer is taken up by the next run where it stands. */
const WIND_DOWN_MS = 25_000
const WIND_DOWN_LOOK_MS = 150

export interface LiveRun {
  readonly db: Database
  readonly clock: Clock
  readonly random: Random
  readonly by: Doer & { readonly workspaceId: Id }
  readonly services: Pick<ConsoleServices, 'commands' | 'tail'>
  readonly runner: LiveRunner
  /** No other worker can be alive. */
  readonly alone: boolean
  /** Rejects when the database dies. */
  readonly died: Promise<never>
  readonly signal: AbortSignal
  readonly projectId: Id
  readonly members: readonly (Member & { readonly state: AgentState })[]
  readonly forMs: number | null
  readonly everyMs: number | null
  readonly title: string
  readonly imagesComeWithPosts: boolean
}

export async function live(run: LiveRun, terminal: Terminal): Promise<{ readonly outcome: Outcome; readonly seconds: number }> {
  const { db, clock, services, runner, projectId, members, forMs, imagesComeWithPosts } = run
  const agentIds = members.map(({ agentId }) => agentId)
  const roster = new Roster(members)
  const { seq: afterSeq } = await db.selectFrom('journal').select((is) => is.fn.coalesce(is.fn.max('seq'), sql<number>`0`).as('seq')).where('project_id', '=', projectId).executeTakeFirstOrThrow()
  const startedMs = clock.now()
  const endsMs = forMs === null ? null : startedMs + forMs
  const watching = await services.tail.watch(({ items }) => {
    for (const { item } of items) {
      const line = roster.take(item)
      if (line !== null && terminal.screen === null && isNews(item)) terminal.say(newsOf(line, item))
    }
  })
  const show = new Show(run, roster, terminal, { startedMs, endsMs })
  let endedMs = startedMs
  try {
    await begin(run, terminal)
    await runner.start({ alone: run.alone, project: projectId })
    await Promise.race([attend(run, show, endsMs), run.died])
    endedMs = clock.now()
    await Promise.race([windDown(run), run.died])
    await runner.stop()
    await services.tail.caughtUp()
  } finally {
    watching.end()
  }
  const outcome = await outcomeOf(db, { projectId, agentIds, afterSeq, imagesComeWithPosts })
  await settle(run)
  await show.last(endedMs)
  return { outcome, seconds: (endedMs - startedMs) / 1000 }
}

/** Starts those who stand still. */
async function begin({ db, clock, random, services, runner, by, members }: LiveRun, terminal: Terminal): Promise<void> {
  for (const [verb, states] of [['start', ['ready', 'offline', 'failed']], ['resume', ['paused']]] as const) {
    const ids = members.filter(({ state }) => (states as readonly string[]).includes(state)).map(({ agentId }) => agentId)
    if (ids.length === 0) continue
    const { failed } = await services.commands.tellMany(by, { verb, ids })
    for (const [reason, group] of Map.groupBy(failed, (one) => one.reason)) terminal.say(`${group.length} not started: ${reason}`)
  }
  await spreadWakes({ db, clock, random, onEarlier: () => runner.poke() }, members.map(({ agentId }) => agentId))
}

/** Until the time is up or somebody stops it. */
async function attend({ db, clock, random, runner, signal, members, everyMs }: LiveRun, show: Show, endsMs: number | null): Promise<void> {
  const agentIds = members.map(({ agentId }) => agentId)
  for (let paceMs = clock.now() + PACE_EVERY_MS; !signal.aborted && (endsMs === null || clock.now() < endsMs);) {
    if (everyMs !== null && clock.now() >= paceMs) {
      await keepPace({ db, clock, random, onEarlier: () => runner.poke() }, agentIds, everyMs)
      paceMs = clock.now() + PACE_EVERY_MS
    }
    await show.look()
    try {
      await clock.until(Math.min(endsMs ?? Number.POSITIVE_INFINITY, clock.now() + DRAW_EVERY_MS), signal)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
}

/** Whoever rests is paused; whoever is in a turn may end it, then it rests and is paused as well. */
async function windDown({ db, clock, services, by, members }: LiveRun): Promise<void> {
  const agentIds = members.map(({ agentId }) => agentId)
  for (const untilMs = clock.now() + WIND_DOWN_MS; clock.now() < untilMs;) {
    const rows = await standingsOf(db, agentIds)
    const resting = rows.filter(({ state, inTurn }) => state === 'idle' && !inTurn).map(({ agentId }) => agentId)
    if (resting.length > 0) await services.commands.tellMany(by, { verb: 'pause', ids: resting, reason: 'its swarm has ended' })
    // One that rested when it was looked at may have been woken before it was paused: looked at once more.
    else if (!rows.some(({ state, inTurn }) => inTurn || state === 'busy')) return
    await clock.until(clock.now() + WIND_DOWN_LOOK_MS)
  }
}

/** Whoever is left: those who sleep, who are told of in the summary, and those whose turn takes too long. */
async function settle({ db, services, by, members }: LiveRun): Promise<void> {
  const rows = await standingsOf(db, members.map(({ agentId }) => agentId))
  const left = rows.filter(({ state }) => state === 'idle' || state === 'busy' || state === 'asleep').map(({ agentId }) => agentId)
  if (left.length > 0) await services.commands.tellMany(by, { verb: 'pause', ids: left, reason: 'its swarm has ended' })
}

async function standingsOf(db: Database, agentIds: readonly Id[]): Promise<(Standing & { readonly inTurn: boolean })[]> {
  const { rows } = await sql<Standing & { inTurn: boolean }>`SELECT id AS "agentId", CASE WHEN lease_until IS NOT NULL AND state = 'idle' THEN 'busy' ELSE state END AS state, state_reason AS reason,
    CASE WHEN state IN ('idle', 'asleep') THEN wake_at END AS "wakeMs", lease_until IS NOT NULL AS "inTurn" FROM agents WHERE id = ANY(${uuids(agentIds, (id) => id)})`.execute(db)
  return rows
}

/** Draws the table, or says a line now and then. */
class Show {
  readonly #run: LiveRun
  readonly #roster: Roster
  readonly #terminal: Terminal
  readonly #times: { readonly startedMs: number; readonly endsMs: number | null }
  #ratesMs: number

  constructor(run: LiveRun, roster: Roster, terminal: Terminal, times: { readonly startedMs: number; readonly endsMs: number | null }) {
    this.#run = run
    this.#roster = roster
    this.#terminal = terminal
    this.#times = times
    this.#ratesMs = times.startedMs + RATES_EVERY_MS
  }

  async look(): Promise<void> {
    const { db, members, clock } = this.#run
    const { screen } = this.#terminal
    if (screen === null && clock.now() < this.#ratesMs) return
    this.#roster.stand(await standingsOf(db, members.map(({ agentId }) => agentId)))
    if (screen !== null) return screen.draw(tableOf(this.#view(), screen))
    this.#terminal.say(ratesOf(this.#view()))
    this.#ratesMs = clock.now() + RATES_EVERY_MS
  }

  /** As it stands at the end, which stays. */
  async last(endedMs: number): Promise<void> {
    const { db, members } = this.#run
    const { screen } = this.#terminal
    if (screen === null) return
    this.#roster.stand(await standingsOf(db, members.map(({ agentId }) => agentId)))
    screen.draw([...tableOf({ ...this.#view(), nowMs: endedMs }, screen), ''])
    screen.leave()
  }

  #view() {
    return { title: this.#run.title, lines: this.#roster.lines, total: this.#roster.total, nowMs: this.#run.clock.now(), ...this.#times }
  }
}

/** What others would want to hear of: not that somebody looked around. */
function isNews({ kind, action, result }: ActivityItem): boolean {
  if (kind === 'turn-ended') return result === 'slept' || result === 'failed'
  return kind === 'acted' && (result === 'done' ? COUNTED[action ?? ''] !== undefined : result !== 'stopped')
}

function newsOf({ username, archetype }: Line, { at, text }: ActivityItem): string {
  return `${at.slice(11, 19)}  @${username} (${archetype})  ${plainCell(text)}`
}
