/**
 * Tells agents of events that were not planned for as they came in: large batches, events of the house, and whatever wakes an agent
 * that must be asked (a model, another process, a graph). Code plans at once, in the transaction that ends the job. Who is asked is
 * asked outside any transaction, under the job's lease, and each answer is kept by itself; a job ends with its last answer.
 *
 * What it keeps: an event wakes an agent once (`done` and the job go with the turn), whoever dies in between; an agent that was
 * paused or switched off meanwhile keeps nothing of its answer; and what the lead has done while a model was thinking ends what
 * was planned only until then.
 */
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { cancelPointless } from '../../engagement/actions/cancel-actions.ts'
import type { Database, Within } from '../../store/database.ts'
import type { AskPort } from '../ask-port.ts'
import type { AgentsAtWork } from './agents-at-work.ts'
import type { Asked } from './asked.ts'
import { endJobs, hearJobs, holdJob, JOB_LEASE_MS, keepJobs, lockJobs, releaseJobs, renewJobs, type EventJob } from './event-jobs.ts'
import { keepWakings, type KeepTools } from './keep-wakings.ts'
import { concerning } from './plan-now.ts'
import { ASKED_AT_ONCE_MOST, Questions, type OpenQuestion } from './questions.ts'
import { putToSleep, wakeSleepers } from './sleep.ts'
import { situationOf, surroundingsOf, type SurroundingsParts } from './surroundings.ts'
import { wakeByRules, type WakeTools } from './wake-by-rules.ts'
import { beginTurn, failed, planned, type Waking } from './waking.ts'

export interface DispatcherParts extends KeepTools, SurroundingsParts, Omit<WakeTools, 'nowMs'> {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly asks: AskPort
  readonly atWork: AgentsAtWork
  /** After each commit. */
  readonly onPlanned: () => void
  readonly onEscalated: (conversationIds: readonly Id[]) => void
}

/** Large enough to share queries, small enough to hold few leads for short. */
const BATCH_MOST = 64
/** The longest it sleeps without looking, in case news was lost. */
const LOOK_EVERY_MS = 1_000
/** A lead that somebody else holds is free again in milliseconds. */
const BUSY_MS = 20
/** Agents act on what happens; nobody wants to be answered the day after. */
const OLDEST_MS = 24 * 3_600_000
const PAUSE_FIRST_MS = 500
const PAUSE_MOST_MS = 5 * 60_000

interface Round {
  readonly questions: readonly OpenQuestion[]
  readonly escalated: readonly Id[]
  readonly taken: number
  readonly busy: number
}

export class Dispatcher implements AsyncDisposable {
  readonly #parts: DispatcherParts
  readonly #questions: Questions
  readonly #stopping = new AbortController()
  readonly #running: Promise<void>[] = []
  /** Of each job with open questions, whom it still waits for. */
  readonly #waiting = new Map<Id, { readonly open: Set<Id>; readonly done: Set<Id>; dueMs: number | null }>()
  #poked: () => void = () => {}
  #isPoked = false

  constructor(parts: DispatcherParts) {
    this.#parts = parts
    this.#questions = new Questions({ ...parts, onAnswered: (question, asked) => this.#answered(question, asked) })
  }

  start(): void {
    this.#running.push(this.#look(), this.#renew())
  }

  /** There may be events to hear of. */
  poke(): void {
    this.#isPoked = true
    this.#poked()
  }

  /** A switch was turned. */
  heedKillSwitch(): void {
    this.#questions.abort((projectIds) => this.#parts.atWork.killed(projectIds) !== null)
    this.poke()
  }

  /** Takes up what is due until nothing is, and waits for every answer: for tests and for scripts. */
  async drain(): Promise<void> {
    for (;;) {
      const { taken, busy } = await this.round()
      await this.#questions.settled()
      if (taken - busy <= 0) return
    }
  }

  /** One batch. */
  async round(only: readonly Id[] | null = null): Promise<Round> {
    const { db, onPlanned, onEscalated } = this.#parts
    const room = Math.min(BATCH_MOST, ASKED_AT_ONCE_MOST - this.#questions.size)
    if (room <= 0) return { questions: [], escalated: [], taken: 0, busy: 0 }
    const round = await db.transaction().execute((within) => this.#batch(within, room, only))
    if (round.taken > 0) onPlanned()
    if (round.escalated.length > 0) onEscalated(round.escalated)
    for (const question of round.questions) this.#put(question)
    return round
  }

  async #batch(within: Within, room: number, only: readonly Id[] | null): Promise<Round> {
    const { atWork, clock } = this.#parts
    const nowMs = clock.now()
    const jobs = await lockJobs(within, nowMs, room, atWork.killedScopes, only)
    if (jobs.length === 0) return { questions: [], escalated: [], taken: 0, busy: 0 }
    const { heard, busy } = await hearJobs(within, jobs)
    const fresh = [...heard.values()].filter(({ event }) => event.receivedMs > nowMs - OLDEST_MS && event.counted)
    const concerned = concerning(atWork, fresh)
    const surroundings = await surroundingsOf(within, this.#parts, concerned.map((one) => one.heard))
    const byEvent = new Map(jobs.map((job) => [job.eventId, job]))
    const wakings: Waking[] = []
    const kept: { eventId: Id; done: Id[]; leaseUntilMs: number | null; dueMs: number }[] = []
    const questions: OpenQuestion[] = []
    for (const { heard: one, agents } of concerned) {
      const job = byEvent.get(one.event.id)
      const around = surroundings.get(one)
      if (job === undefined || around === undefined || around.keepsStill) continue
      const left = agents.filter(({ view }) => !job.done.includes(view.id))
      for (const agent of left.filter(({ isPure }) => isPure)) {
        const waking = wakeByRules(agent, one, around, { ...this.#parts, nowMs })
        if (waking !== null) wakings.push(waking)
      }
      const asking = left.filter(({ isPure }) => !isPure)
      if (asking.length === 0) continue
      const awake = asking.filter(({ asleepUntilMs }) => asleepUntilMs === null || asleepUntilMs <= nowMs)
      const done = [...job.done, ...left.filter(({ isPure }) => isPure).map(({ view }) => view.id)]
      const sleeping = asking.flatMap(({ asleepUntilMs }) => asleepUntilMs !== null && asleepUntilMs > nowMs ? [asleepUntilMs] : [])
      const comesAgainMs = sleeping.length === 0 ? null : Math.min(...sleeping)
      // All asleep for want of money: the event waits for the first of them, which then still may find it fresh.
      if (awake.length === 0) kept.push({ eventId: job.eventId, done, leaseUntilMs: null, dueMs: comesAgainMs ?? nowMs })
      else {
        kept.push({ eventId: job.eventId, done, leaseUntilMs: nowMs + JOB_LEASE_MS, dueMs: nowMs })
        const leased = { ...job, tries: job.tries + 1, done }
        for (const agent of awake) {
          const situation = situationOf(agent, one, around, nowMs, this.#parts.seed)
          questions.push({ job: leased, heard: one, surroundings: around, agent, situation, turn: beginTurn(agent, one, situation), comesAgainMs })
        }
      }
    }
    const { escalated } = await keepWakings(within, this.#parts, wakings)
    await keepJobs(within, kept)
    const staying = new Set([...kept.map(({ eventId }) => eventId), ...busy])
    await endJobs(within, jobs.map(({ eventId }) => eventId).filter((id) => !staying.has(id)))
    return { questions, escalated, taken: jobs.length, busy: busy.size }
  }

  #put(question: OpenQuestion): void {
    const { eventId, done } = question.job
    const waiting = this.#waiting.get(eventId) ?? { open: new Set(), done: new Set(done), dueMs: question.comesAgainMs }
    waiting.open.add(question.agent.view.id)
    this.#waiting.set(eventId, waiting)
    this.#questions.put(question)
  }

  /** An answer becomes a turn, if the job is ours still; the job ends with the last one. */
  async #answered(question: OpenQuestion, asked: Asked): Promise<void> {
    const { db, clock, ids, onPlanned, onEscalated } = this.#parts
    const { job, agent, heard, surroundings, situation, turn } = question
    const waiting = this.#waiting.get(job.eventId)
    waiting?.open.delete(agent.view.id)
    const isLast = waiting === undefined || waiting.open.size === 0
    if (isLast) this.#waiting.delete(job.eventId)
    const slept = asked.kind === 'ended' && asked.end.kind === 'slept' ? asked.end.untilMs : null
    if (asked.kind === 'aborted') return this.#giveBack(job, isLast, waiting, clock.now())
    // Asked again when there is money: its event waits, and the trace says why.
    if (slept !== null && waiting !== undefined) waiting.dueMs = Math.min(waiting.dueMs ?? slept, slept)
    else waiting?.done.add(agent.view.id)
    const waking = asked.kind === 'planned' ? planned(agent, heard, surroundings, situation, turn, asked.plan, ids) : failed(agent, heard, surroundings, situation, turn, asked.end)
    const kept = await db.transaction().execute(async (within) => {
      // The lead first: whoever hands a thread back comes from there to the job.
      await this.#parts.intake.hold(within, [heard.lead.id])
      if (!await holdJob(within, job.eventId, job.tries)) return null
      const result = await keepWakings(within, this.#parts, [waking])
      await cancelPointless(within, { ids, nowMs: clock.now() }, [heard.lead.id])
      if (slept !== null && asked.kind === 'ended' && asked.end.kind === 'slept') await putToSleep(within, agent.view.id, slept, asked.end.reason, clock.now())
      if (isLast && (waiting === undefined || waiting.dueMs === null)) await endJobs(within, [job.eventId])
      else await this.#note(within, job, waiting, isLast)
      return result
    })
    if (kept === null) return
    onPlanned()
    if (kept.escalated.length > 0) onEscalated(kept.escalated)
  }

  async #note(within: Within, job: EventJob, waiting: { readonly done: Set<Id>; dueMs: number | null } | undefined, isLast: boolean): Promise<void> {
    let update = within.updateTable('event_jobs').set({ done: [...waiting?.done ?? job.done] })
    if (isLast && waiting?.dueMs != null) update = update.set({ lease_until: null, due_at: waiting.dueMs })
    await update.where('event_id', '=', job.eventId).where('tries', '=', job.tries).execute()
  }

  async #giveBack(job: EventJob, isLast: boolean, waiting: { dueMs: number | null } | undefined, nowMs: number): Promise<void> {
    if (waiting !== undefined) waiting.dueMs = Math.min(waiting.dueMs ?? nowMs, nowMs)
    if (isLast) await releaseJobs(this.#parts.db, [{ ...job, dueMs: nowMs }])
  }

  async #look(): Promise<void> {
    const { signal } = this.#stopping
    let pauseMs = PAUSE_FIRST_MS
    while (!signal.aborted) {
      try {
        this.#isPoked = false
        const { taken, busy } = await this.round()
        pauseMs = PAUSE_FIRST_MS
        if (taken > busy) continue
        await this.#news(busy > 0 ? BUSY_MS : LOOK_EVERY_MS)
      } catch (error) {
        this.#parts.log.warn({ err: error }, 'agents could not be told of events; they are told again')
        await this.#oneByOne()
        await this.#news(pauseMs, false)
        pauseMs = Math.min(PAUSE_MOST_MS, pauseMs * 2)
      }
    }
  }

  /** One event that nobody can plan must not stop the others: each by itself, and what fails waits a while. */
  async #oneByOne(): Promise<void> {
    const { db, clock, log } = this.#parts
    const due = await db.selectFrom('event_jobs').select(['event_id', 'tries']).where('due_at', '<=', clock.now()).where('lease_until', 'is', null).orderBy('due_at').limit(BATCH_MOST).execute().catch(() => [])
    for (const { event_id: eventId, tries } of due) {
      if (this.#stopping.signal.aborted) return
      await this.round([eventId]).catch(async (error: unknown) => {
        log.warn({ err: error, eventId }, 'an event could not be told')
        await db.updateTable('event_jobs').set({ tries: tries + 1, due_at: clock.now() + Math.min(PAUSE_MOST_MS, PAUSE_FIRST_MS * 2 ** tries) }).where('event_id', '=', eventId).where('tries', '=', tries).execute().catch(() => {})
      })
    }
  }

  async #renew(): Promise<void> {
    const { db, clock, log } = this.#parts
    while (!this.#stopping.signal.aborted) {
      await this.#news(JOB_LEASE_MS / 3, false)
      const nowMs = clock.now()
      await Promise.all([renewJobs(db, this.#questions.jobs, nowMs), wakeSleepers(db, nowMs)]).catch((error: unknown) => log.warn({ err: error }, 'leases of events could not be renewed'))
    }
  }

  #news(ms: number, heedsPokes = true): Promise<void> {
    if (heedsPokes && this.#isPoked) return Promise.resolve()
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        this.#stopping.signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      this.#stopping.signal.addEventListener('abort', done, { once: true })
      if (heedsPokes) this.#poked = done
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort()
    await Promise.all(this.#running)
    await this.#questions[Symbol.asyncDispose]()
  }
}
