/**
 * A mail to the people who answer and decide, where something waits for them. Only where the workspace has set up mail: nothing is
 * written to the console inbox, which is leads'. It says where to look and nothing of what a lead wrote: mail is read by others too.
 */
import type { Clock } from '../../base/clock.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { SEND_TIME_MS } from '../../messaging/channel.ts'
import type { Database } from '../../store/database.ts'
import type { ChannelDesk } from '../channels/channel-desk.ts'

export interface ReviewerMailParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly desk: Pick<ChannelDesk, 'carriers'>
  /** Where people reach this instance; null where nobody has said. */
  readonly publicUrl: string | null
}

export interface Notice {
  readonly workspaceId: Id
  readonly creatorId: Id
  readonly subject: string
  readonly text: string
  /** Path in the console. */
  readonly path: string
  /** Of one of these a mail is sent once in a while. */
  readonly about: string
}

const RECIPIENTS_MOST = 20
/** Of the same thing, and of as many things, in a process. */
const AGAIN_AFTER_MS = 15 * 60_000
const REMEMBERED_MOST = 1_000

export class ReviewerMail {
  readonly #parts: ReviewerMailParts
  readonly #told = new Map<string, number>()

  constructor(parts: ReviewerMailParts) {
    this.#parts = parts
  }

  /** After the commit, and without waiting for it: what waits stands in the console in any case. */
  tell(notice: Notice): void {
    this.send(notice).catch((error: unknown) => this.#parts.log.warn({ err: error }, 'reviewers could not be told by mail that something waits for them'))
  }

  /** A thread waits for a person. */
  async escalated(conversationId: Id): Promise<void> {
    const thread = await this.#parts.db.selectFrom('conversations as v').innerJoin('creators as c', 'c.id', 'v.creator_id').select(['v.workspace_id', 'v.creator_id', 'v.reason', 'c.name']).where('v.id', '=', conversationId).executeTakeFirst()
    if (thread === undefined) return
    this.tell({
      workspaceId: thread.workspace_id, creatorId: thread.creator_id, subject: `A lead of ${thread.name} waits for a person`, text: `Somebody is to answer: ${thread.reason ?? 'no reason was given'}.`, path: `/console/conversations/${conversationId}`, about: conversationId,
    })
  }

  /** Answers to how many it went. */
  async send({ workspaceId, creatorId, subject, text, path, about }: Notice): Promise<number> {
    const { db, clock, ids, desk, publicUrl } = this.#parts
    const nowMs = clock.now()
    if ((this.#told.get(about) ?? -Infinity) > nowMs - AGAIN_AFTER_MS) return 0
    const carriers = await desk.carriers(workspaceId, creatorId)
    if (carriers.vendorOf('email') === 'console') return 0
    if (this.#told.size >= REMEMBERED_MOST) this.#told.clear()
    this.#told.set(about, nowMs)
    const people = await db.selectFrom('memberships as m').innerJoin('users as u', 'u.id', 'm.user_id').select(['u.id', 'u.email', 'u.name']).where('m.workspace_id', '=', workspaceId).where('m.role', '!=', 'viewer')
      .where(({ or, eb }) => or([eb('m.creator_id', 'is', null), eb('m.creator_id', '=', creatorId)])).orderBy('u.id').limit(RECIPIENTS_MOST).execute()
    const channel = carriers.open('email')
    const outcomes = await Promise.all(people.map((person) => {
      const id = ids.next()
      return channel.send({
        actionId: id, ledgerId: id, workspaceId, creatorId, consumerId: person.id, channel: 'email', to: person.email, recipientName: person.name, senderName: 'Troupe', subject,
        text: `${text}\n\n${publicUrl === null ? 'Look at it in the console.' : `Look at it: ${new URL(path, publicUrl).href}`}\n\nWritten by a program, as you review what leads are told.`,
        template: null, unsubscribeUrl: null, automated: false, replyTo: null, tracking: null, payment: null, idempotencyKey: id,
      }, AbortSignal.timeout(SEND_TIME_MS))
    }))
    return outcomes.filter(({ kind }) => kind === 'sent').length
  }
}
