/**
 * Deletes files whose images are gone, in the background: soon after an image went, and now and then in case whoever let it
 * go was cut off, or the store was away. Any process may; those that meet take turns over each file.
 */
import { Chore } from '../../base/chore.ts'
import type { Clock } from '../../base/clock.ts'
import { messageOf } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import type { Database } from '../../store/database.ts'
import { lockFile } from './image-files.ts'
import type { ImageStore } from './image-store.ts'

const LOOK_EVERY_MS = 10_000
const FILES_A_LOOK = 200
/** Then the store is away, and each file more would wait its time out. */
const FAILURES_MOST = 3

export interface StrayImageFilesParts {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly store: Pick<ImageStore, 'delete'>
}

export class StrayImageFiles extends Chore {
  readonly #parts: StrayImageFilesParts

  constructor(parts: StrayImageFilesParts) {
    super({ log: parts.log, everyMs: LOOK_EVERY_MS, trouble: 'files of images that are gone could not be looked for; it is tried again' })
    this.#parts = parts
  }

  protected override async pass(stopping: AbortSignal): Promise<boolean> {
    const { db, clock, log } = this.#parts
    const due = await db.selectFrom('image_files').select('file').distinct().where('due_at', '<=', clock.now()).limit(FILES_A_LOOK).execute()
    let failed = 0
    for (const { file } of due) {
      if (stopping.aborted || failed >= FAILURES_MOST) return false
      try {
        await this.#delete(file)
      } catch (error) {
        if (stopping.aborted) return false
        // The others may go; this one is tried at the next look.
        failed += 1
        log.warn({ file }, `an image's file could not be deleted; it is tried again: ${messageOf(error)}`)
      }
    }
    return due.length === FILES_A_LOOK && failed === 0
  }

  async #delete(file: string): Promise<void> {
    const { db, clock, store } = this.#parts
    await db.transaction().execute(async (within) => {
      await lockFile(within, file)
      await within.deleteFrom('image_files').where('file', '=', file).where('due_at', '<=', clock.now()).execute()
      const other = await within.selectFrom('image_files').select('image_id').where('file', '=', file).limit(1).executeTakeFirst()
      if (other === undefined) await store.delete(file, this.stopping)
    })
  }
}
