/**
 * Which files of the store belong to which image, so that an image can go with all it left behind. Two images of the same
 * bytes share a file; whoever writes one and whoever deletes one must not pass each other. So a file is *claimed* before it
 * is written, *kept* in the transaction that brings its image, and *let go* when the image goes; `StrayImageFiles` then
 * deletes what nobody claims any more. Claiming and deleting take turns over a lock a file: who claims after a deletion
 * writes the file anew, and who deletes after a claim finds it and leaves the file. What was claimed and never kept (a
 * process was cut off) falls due by itself.
 */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Database, Within } from '../../store/database.ts'

/** Writing an image's files takes seconds; a slow bucket a few minutes. */
export const CLAIM_MS = 60 * 60_000

/** Before the files are written. */
export async function claimFiles(db: Database, imageId: Id, files: readonly string[], nowMs: number): Promise<void> {
  const names = [...new Set(files)].toSorted()
  await db.transaction().execute(async (within) => {
    // In one order, so that two who claim the same files do not wait for each other in a circle.
    for (const name of names) await lockFile(within, name)
    await within.insertInto('image_files').values(names.map((file) => ({ image_id: imageId, file, due_at: nowMs + CLAIM_MS }))).execute()
  })
}

/** In the transaction that inserts the image. False where the claim has fallen due meanwhile: then the files may be gone. */
export async function keepFiles(within: Within, imageId: Id, files: number): Promise<boolean> {
  const { numUpdatedRows } = await within.updateTable('image_files').set({ due_at: null }).where('image_id', '=', imageId).executeTakeFirst()
  return Number(numUpdatedRows) === files
}

/** Of images that are gone, or will not come. */
export async function letGoFiles(within: Database | Within, imageIds: readonly Id[]): Promise<void> {
  if (imageIds.length > 0) await sql`UPDATE image_files SET due_at = 0 WHERE image_id = ANY(${[...imageIds]}::uuid[])`.execute(within)
}

/** Images with their files. Posts that show them are the caller's. */
export async function forgetImages(within: Database | Within, imageIds: readonly Id[]): Promise<void> {
  if (imageIds.length === 0) return
  await sql`DELETE FROM images WHERE id = ANY(${[...imageIds]}::uuid[])`.execute(within)
  await letGoFiles(within, imageIds)
}

/** Of posts that are deleted: what they showed, unless a post that stands shows it too. */
export async function forgetShown(within: Within, postIds: readonly Id[]): Promise<void> {
  if (postIds.length === 0) return
  const { rows } = await sql<{ id: Id }>`WITH gone AS (SELECT id, picture->>'id' AS image FROM posts WHERE id = ANY(${[...postIds]}::uuid[]) AND picture IS NOT NULL),
      emptied AS (UPDATE posts SET picture = NULL WHERE id IN (SELECT id FROM gone))
    SELECT DISTINCT image::uuid AS id FROM gone WHERE NOT EXISTS (
      SELECT FROM posts p WHERE p.picture->>'id' = gone.image AND p.picture IS NOT NULL AND p.deleted_at IS NULL AND p.id <> ALL(${[...postIds]}::uuid[]))`.execute(within)
  await forgetImages(within, rows.map(({ id }) => id))
}

/** Until the transaction ends. */
export async function lockFile(within: Within, file: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`image file ${file}`}, 0))`.execute(within)
}
