/**
 * Puts an image where it stays: its files and its smaller ones in the store, its row in the database. Files first: a row
 * names nothing that is not there. Whatever goes wrong on the way leaves files that nobody keeps, and those are deleted.
 */
import type { ImageDescription, Workflow } from '@troupe/contract'
import type { Selectable } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { ExpectedError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Format } from '../../image/codec.ts'
import type { ImageProcesses } from '../../image/processes/image-processes.ts'
import type { Provenance } from '../../image/provenance/provenance.ts'
import { claimFiles, keepFiles, letGoFiles } from '../../image/storage/image-files.ts'
import { nameOf, type ImageStore } from '../../image/storage/image-store.ts'
import type { Database, Within } from '../../store/database.ts'
import type { ImagesTable, StoredVariant } from '../../store/feed-schema.ts'

export interface ImageKeeperParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly threads: Pick<ImageProcesses, 'variants'>
  readonly store: Pick<ImageStore, 'put'>
}

export interface ImageToKeep {
  readonly bytes: Uint8Array
  readonly format: Format
  readonly width: number
  readonly height: number
  readonly destination: string
  readonly description: ImageDescription
  readonly provenance: Provenance | null
  /** Why it stands for one that could not be made. */
  readonly placeholder: string | null
  readonly workflow: Workflow | null
  /** A project's, with whose it is in its world; or a run's. */
  readonly projectId: Id | null
  readonly profileId: Id | null
  readonly runId: Id | null
}

export type KeptImage = Selectable<ImagesTable>

/** It took so long that its files were given up meanwhile. */
class LateImageError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'image-late'
  constructor() {
    super('Storing the image took too long. Try again.')
  }
}

export class ImageKeeper {
  readonly #parts: ImageKeeperParts

  constructor(parts: ImageKeeperParts) {
    this.#parts = parts
  }

  /** `also`: what is to be true together with the image; where it throws, there is no image. */
  async keep(image: ImageToKeep, signal: AbortSignal, also?: (within: Within, kept: KeptImage) => Promise<void>): Promise<KeptImage> {
    const { db, clock, ids, store, threads } = this.#parts
    const { bytes, format, destination, provenance } = image
    const { smaller, page, colour } = await threads.variants(bytes, provenance, signal)
    const folder = `${destination}/small`
    const own = { bytes, format, folder: destination, name: nameOf(bytes, format, destination) }
    const small = [...smaller, ...(page === null ? [] : [page])].map((variant) => ({ ...variant, folder, name: nameOf(variant.bytes, variant.format, folder) }))
    const files = [own, ...small]
    const id = ids.next()
    await claimFiles(db, id, files.map(({ name }) => name), clock.now())
    try {
      for (const file of files) await store.put(file.bytes, file.format, file.folder, signal)
      const variants = small.map(({ name, width, height, format: form }): StoredVariant => ({ file: name, width, height, format: form }))
      const kept: KeptImage = {
        id, project_id: image.projectId, run_id: image.runId, profile_id: image.profileId, file: own.name, bytes: bytes.byteLength, width: image.width, height: image.height,
        colour, variants, description: image.description, generator: provenance?.generator ?? null, placeholder: image.placeholder, workflow: image.workflow, created_at: clock.now(),
      }
      await db.transaction().execute(async (within) => {
        if (!await keepFiles(within, id, new Set(files.map(({ name }) => name)).size)) throw new LateImageError()
        await within.insertInto('images').values({
          ...kept, variants: JSON.stringify(variants), description: JSON.stringify(kept.description), workflow: kept.workflow === null ? null : JSON.stringify(kept.workflow),
        }).execute()
        await also?.(within, kept)
      })
      return kept
    } catch (error) {
      // Where even that fails, the claim ends by itself.
      await letGoFiles(db, [id]).catch(() => undefined)
      throw error
    }
  }
}
