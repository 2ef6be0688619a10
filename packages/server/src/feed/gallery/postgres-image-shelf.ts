/** Images as the database has them, for the posts that show them. */
import type { Picture } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'
import type { ImagesTable } from '../../store/feed-schema.ts'
import type { UnitOfWork } from '../../platform/platform.ts'
import type { Selectable } from 'kysely'
import type { ImageShelf } from './gallery-platform.ts'

export class PostgresImageShelf implements ImageShelf {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async pictures(ids: readonly Id[], { sql }: UnitOfWork): Promise<Awaited<ReturnType<ImageShelf['pictures']>>> {
    const rows = await (sql ?? this.#db).selectFrom('images').selectAll().where('id', 'in', [...new Set(ids)]).execute()
    return new Map(rows.map((row) => [row.id, { picture: pictureOf(row), profileId: row.profile_id }]))
  }
}

export function pictureOf(row: Selectable<ImagesTable>): Picture {
  const { alt, subject, details } = row.description
  return {
    id: row.id, width: row.width, height: row.height, alt, subject, details, colour: row.colour, generator: row.generator, placeholder: row.placeholder !== null,
    variants: row.variants.map(({ width, height, format }) => ({ width, height, format })),
  }
}
