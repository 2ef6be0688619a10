/**
 * Brains that are asked while their jobs wait under a lease, outside any transaction. Bounded in number; stopped by a kill switch of
 * the agent's or the creator's project, and when the process ends.
 */
import type { Id } from '../../base/ids.ts'
import { messageOf } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import type { Heard } from '../../engagement/events/lead-event.ts'
import { askBrain, type BrainParts } from './ask-brain.ts'
import { endedBy, type Asked, type Question } from './asked.ts'
import type { EventJob } from './event-jobs.ts'
import type { LeadSurroundings } from './surroundings.ts'

export interface OpenQuestion extends Question {
  readonly job: EventJob
  readonly heard: Heard
  readonly surroundings: LeadSurroundings
  /** When somebody else whom the event waits for wakes up; null when nobody sleeps. */
  readonly comesAgainMs: number | null
}

/** Together; more jobs are not taken up until some are answered. */
export const ASKED_AT_ONCE_MOST = 64

export interface QuestionsParts extends BrainParts {
  readonly log: Log
  readonly onAnswered: (question: OpenQuestion, asked: Asked) => Promise<void>
}

export class Questions implements AsyncDisposable {
  readonly #parts: QuestionsParts
  readonly #open = new Map<OpenQuestion, { readonly stop: AbortController; readonly work: Promise<void> }>()

  constructor(parts: QuestionsParts) {
    this.#parts = parts
  }

  get size(): number {
    return this.#open.size
  }

  /** Jobs with a question open, each once. */
  get jobs(): EventJob[] {
    return [...new Set([...this.#open.keys()].map(({ job }) => job))]
  }

  put(question: OpenQuestion): void {
    const stop = new AbortController()
    const work = this.#ask(question, stop.signal).finally(() => this.#open.delete(question))
    this.#open.set(question, { stop, work })
  }

  async #ask(question: OpenQuestion, signal: AbortSignal): Promise<void> {
    const { log, onAnswered } = this.#parts
    let asked: Asked
    try {
      asked = await askBrain(question, this.#parts, signal)
    } catch (error) {
      if (!signal.aborted) log.error({ err: error, eventId: question.job.eventId, agentId: question.agent.view.id }, 'asking an agent of leads threw')
      asked = signal.aborted ? { kind: 'aborted' } : endedBy({ kind: 'failed', reason: `asking it failed: ${messageOf(error)}` })
    }
    await onAnswered(question, asked).catch((error: unknown) => log.warn({ err: error, eventId: question.job.eventId }, 'an answer could not be kept; its event comes again'))
  }

  /** Those that a switch stops. */
  abort(stands: (projectIds: readonly Id[]) => boolean): void {
    for (const [{ agent, surroundings }, { stop }] of this.#open) if (stands([agent.view.projectId, surroundings.creator.projectId])) stop.abort(new Error('switched off'))
  }

  /** Every answer that is under way has been kept or given up. */
  async settled(): Promise<void> {
    while (this.#open.size > 0) await Promise.all([...this.#open.values()].map(({ work }) => work))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { stop } of this.#open.values()) stop.abort(new Error('this process ends'))
    await this.settled()
  }
}
