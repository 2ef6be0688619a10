/**
 * Deletes projects that are marked for it, in the background, until nothing of them is left: at once when one has just been
 * marked, and now and then in case whoever began it was cut off. Any process may; those that meet take turns.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import type { Database } from '../../store/database.ts'
import { eraseProject } from './erase-project.ts'

const LOOK_EVERY_MS = 60_000

export interface ProjectErasureParts {
  readonly db: Database
  readonly log: Log
  /** After each project that has gone. */
  readonly onErased: () => void
}

export class ProjectErasure implements AsyncDisposable {
  readonly #parts: ProjectErasureParts
  readonly #stopping = new AbortController()
  #pass: Promise<void> = Promise.resolve()
  #underWay = false
  /** Something was marked while a pass was under way. */
  #again = false
  #timer: NodeJS.Timeout | null = null

  constructor(parts: ProjectErasureParts) {
    this.#parts = parts
  }

  /** Goes on with what an earlier process left. */
  start(): void {
    this.#timer ??= setInterval(() => this.poke(), LOOK_EVERY_MS).unref()
    this.poke()
  }

  poke(): void {
    this.#again = true
    if (this.#underWay || this.#stopping.signal.aborted) return
    this.#underWay = true
    this.#pass = this.#run().finally(() => {
      this.#underWay = false
    })
  }

  /** Whether it has gone within this time; it goes on all the same. */
  async hasGone(projectId: Id, withinMs: number): Promise<boolean> {
    const wait = new AbortController()
    await Promise.race([this.#pass, delay(withinMs, undefined, { signal: wait.signal }).catch(() => {})])
    wait.abort()
    return await this.#parts.db.selectFrom('projects').select('id').where('id', '=', projectId).executeTakeFirst() === undefined
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#stopping.abort()
    await this.#pass
  }

  async #run(): Promise<void> {
    const { db, log, onErased } = this.#parts
    const { signal } = this.#stopping
    while (this.#again) {
      this.#again = false
      try {
        const marked = await db.selectFrom('projects').select('id').where('erasing_at', 'is not', null).orderBy('erasing_at').execute()
        for (const { id } of marked) {
          await eraseProject(db, id, { signal })
          onErased()
        }
      } catch (error) {
        if (signal.aborted) return
        log.warn({ err: error }, 'a project could not be deleted whole; it is gone on with later')
      }
    }
  }
}
