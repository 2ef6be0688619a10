/**
 * Deletes projects that are marked for it, in the background, until nothing of them is left: at once when one has just been
 * marked, and now and then in case whoever began it was cut off. Any process may; those that meet take turns.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { Chore } from '../../base/chore.ts'
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

export class ProjectErasure extends Chore {
  readonly #parts: ProjectErasureParts

  constructor(parts: ProjectErasureParts) {
    super({ log: parts.log, everyMs: LOOK_EVERY_MS, trouble: 'a project could not be deleted whole; it is gone on with later' })
    this.#parts = parts
  }

  /** Whether it has gone within this time; it goes on all the same. */
  async hasGone(projectId: Id, withinMs: number): Promise<boolean> {
    const wait = new AbortController()
    await Promise.race([this.settled(), delay(withinMs, undefined, { signal: wait.signal }).catch(() => {})])
    wait.abort()
    return await this.#parts.db.selectFrom('projects').select('id').where('id', '=', projectId).executeTakeFirst() === undefined
  }

  protected override async pass(signal: AbortSignal): Promise<boolean> {
    const { db, onErased } = this.#parts
    const marked = await db.selectFrom('projects').select('id').where('erasing_at', 'is not', null).orderBy('erasing_at').execute()
    for (const { id } of marked) {
      await eraseProject(db, id, { signal })
      onErased()
    }
    return false
  }
}
