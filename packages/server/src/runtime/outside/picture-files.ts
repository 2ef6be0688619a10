/** Images that agents have had made, as files to send along: for places that are given the image itself. */
import type { ImageStore } from '../../image/storage/image-store.ts'
import { isId, type Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'

export interface PictureFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Such as `image/png`; under both names that those who send it know it by. */
  readonly contentType: string
  readonly mediaType: string
  /** What is to be seen, for those who don't. */
  readonly alt: string
  readonly width: number
  readonly height: number
  /** What made it (SPEC P2); null for a person's own. */
  readonly generator: string | null
}

/** The largest there is in at most so many bytes; null for one that is not there, is another workspace's, or cannot be had so small. */
export type PictureOf = (imageId: Id, bytesMost: number, signal: AbortSignal) => Promise<PictureFile | null>

export function pictureFilesOf(db: Database, store: Pick<ImageStore, 'get'>, workspaceId: Id): PictureOf {
  return async (imageId, bytesMost, signal) => {
    const row = !isId(imageId) ? undefined : await db.selectFrom('images').innerJoin('projects', 'projects.id', 'images.project_id').where('projects.workspace_id', '=', workspaceId)
      .select(['images.file', 'images.width', 'images.height', 'images.variants', 'images.description', 'images.generator']).where('images.id', '=', imageId).executeTakeFirst()
    if (row === undefined) return null
    const smaller = row.variants.toSorted((a, b) => b.width - a.width)
    for (const { file, width, height } of [{ file: row.file, width: row.width, height: row.height }, ...smaller]) {
      const found = await store.get(file, signal)
      if (found === null) continue
      if (found.bytes > bytesMost) {
        found.stream.destroy()
        continue
      }
      const bytes = new Uint8Array(Buffer.concat(await Array.fromAsync(found.stream as AsyncIterable<Buffer>)))
      return { bytes, contentType: found.contentType, mediaType: found.contentType, alt: row.description.alt, width, height, generator: row.generator }
    }
    return null
  }
}
