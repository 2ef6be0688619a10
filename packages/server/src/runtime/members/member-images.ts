/**
 * A member's own image, sent in and shown in a gallery. Its file is looked at in a process of its own and left behind: what
 * goes on is its pixels, upright, with nothing of its camera or its place. What the file says of having been made by a
 * machine stays with it as a label (SPEC P2); its author bears none.
 */
import type { ImageDescription, ImageDraft } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import { ConflictError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { FeedStore } from '../../feed/feed-store.ts'
import type { FeedWrite } from '../../feed/feed-write.ts'
import { pictureOf } from '../../feed/gallery/postgres-image-shelf.ts'
import { UPLOAD_RULES } from '../../image/intake.ts'
import type { ImageProcesses } from '../../image/processes/image-processes.ts'
import type { Provenance } from '../../image/provenance/provenance.ts'
import type { Database } from '../../store/database.ts'
import type { ImageKeeper } from '../images/image-keeper.ts'
import { writingProfile, type MemberHere } from './member-here.ts'
import type { MemberPace } from './member-pace.ts'
import { throwRefused } from './refused-write.ts'

export interface MemberImagesParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly feed: FeedStore
  readonly keeper: Pick<ImageKeeper, 'keep'>
  readonly threads: Pick<ImageProcesses, 'upload'>
  readonly pace: MemberPace
  readonly onSaid: (worldId: Id) => void
}

const DESTINATION = 'members'
const SUBJECT_LONGEST = 120
const GENERATOR_LONGEST = 80
/** Where a file says that a machine made it, and not which. */
const UNNAMED = 'software, as its file says'

export class MemberImages {
  readonly #parts: MemberImagesParts

  constructor(parts: MemberImagesParts) {
    this.#parts = parts
  }

  /** Before the file is read: whether this member may show an image here and now. Throws why not. */
  async mayShow(member: MemberHere): Promise<void> {
    const { db, pace } = this.#parts
    writingProfile(member)
    const { place } = await db.selectFrom('worlds').select('place').where('id', '=', member.worldId).executeTakeFirstOrThrow()
    if (place !== 'gallery') throw new ConflictError('Images are shown in galleries; this place is for words.', 'no-gallery')
    pace.check(member.id, 'post')
    pace.check(member.id, 'upload')
  }

  /** The post that shows it. Throws `RefusedImageError` for what is no image or too large a one. */
  async show(member: MemberHere, { alt, title, text }: ImageDraft, file: Uint8Array, signal: AbortSignal): Promise<Id> {
    const { db, clock, ids, feed, keeper, threads, pace, onSaid } = this.#parts
    await this.mayShow(member)
    const profileId = writingProfile(member)
    pace.count(member.id, 'upload')
    const upload = await threads.upload(file, signal, UPLOAD_RULES)
    const { project_id: projectId } = await db.selectFrom('worlds').select('project_id').where('id', '=', member.worldId).executeTakeFirstOrThrow()
    const id = ids.next()
    const named = title?.trim() || null
    const description: ImageDescription = { alt, subject: (named ?? alt).slice(0, SUBJECT_LONGEST).toWellFormed(), details: [], colours: [] }
    const provenance = upload.provenance === null ? null : { ...upload.provenance, generator: makerOf(upload.provenance) }
    pace.count(member.id, 'post')
    await keeper.keep({ ...upload, provenance, description, destination: DESTINATION, placeholder: null, workflow: null, projectId, profileId, runId: null }, signal, async (within, kept) => {
      const write: FeedWrite = { kind: 'create-post', id, worldId: member.worldId, actorId: profileId, atMs: clock.now(), title: named, text, picture: pictureOf(kept), generator: null, turnId: null }
      const [outcome] = await feed.apply([write], { sql: within })
      throwRefused(outcome, null)
    })
    onSaid(member.worldId)
    return id
  }
}

/** Null where the file says nothing of a machine. It is somebody else's text: bounded, and on one line. */
function makerOf({ generator, automated }: Provenance): string | null {
  const named = generator?.replace(/[\p{C}\s]+/gu, ' ').trim().slice(0, GENERATOR_LONGEST).toWellFormed()
  return named || (automated ? UNNAMED : null)
}
