/**
 * A mail to the people who answer and decide, where something waits for them. Only where the workspace has set up mail: nothing is
 * written to the console inbox, which is leads'. It says where to look and nothing of what a lead wrote: mail is read by others too.
 */
import { sql } from 'kysely'
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
/** Of the same thing, whichever process tells. */
const AGAIN_AFTER_MS = 15 * 60_000
const FORGOTTEN_AFTER_MS = 7 * 86_400_000
const CREATORS_AT_ONCE_MOST = 50
const ABOUT_APPROVALS = 'approvals '

export class ReviewerMail {
  readonly #parts: ReviewerMailParts

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

  /**
   * Messages that wait for a yes: one mail a creator for all that came in at once, and another a while later where more came since.
   * Answers to how many people it went.
   */
  async approvals(): Promise<number> {
    const { db, clock } = this.#parts
    const nowMs = clock.now()
    const { rows } = await sql<{ workspaceId: Id; creatorId: Id; name: string; waiting: number; wanted: boolean }>`SELECT p.workspace_id AS "workspaceId", p.creator_id AS "creatorId", c.name, count(*)::int AS waiting,
        coalesce(((SELECT policy FROM messaging_policies m WHERE m.workspace_id = p.workspace_id AND m.scope_id IN (p.creator_id, p.workspace_id) ORDER BY m.scope_id = p.creator_id DESC LIMIT 1)->'approval'->>'mailReviewers')::boolean, true) AS wanted
      FROM approvals p JOIN creators c ON c.id = p.creator_id LEFT JOIN reviewers_told t ON t.workspace_id = p.workspace_id AND t.about = ${ABOUT_APPROVALS} || p.creator_id
      WHERE p.state = 'waiting' AND p.expires_at > ${nowMs} AND (t.at IS NULL OR t.at <= ${nowMs - AGAIN_AFTER_MS})
      GROUP BY p.workspace_id, p.creator_id, c.name HAVING max(p.created_at) > coalesce(max(t.at), 0) LIMIT ${CREATORS_AT_ONCE_MOST}`.execute(db)
    let sent = 0
    for (const { workspaceId, creatorId, name, waiting, wanted } of rows) {
      const about = `${ABOUT_APPROVALS}${creatorId}`
      // Who does not want to be told is asked after again when more has come.
      if (!wanted) await this.#claim(workspaceId, about)
      else sent += await this.send({ workspaceId, creatorId, about, subject: `Messages of ${name} wait for a yes`, text: `${waiting === 1 ? 'One message waits' : `${waiting} messages wait`} until somebody has read what is to be sent.`, path: '/console/approvals' })
    }
    return sent
  }

  /** Answers to how many it went. */
  async send({ workspaceId, creatorId, subject, text, path, about }: Notice): Promise<number> {
    const { db, ids, desk, publicUrl } = this.#parts
    if (!await this.#claim(workspaceId, about)) return 0
    const carriers = await desk.carriers(workspaceId, creatorId)
    if (carriers.vendorOf('email') === 'console') return 0
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

  /** Whether it is this process that tells of it now. */
  async #claim(workspaceId: Id, about: string): Promise<boolean> {
    const { db, clock } = this.#parts
    const nowMs = clock.now()
    const { rows } = await sql`INSERT INTO reviewers_told (workspace_id, about, at) VALUES (${workspaceId}, ${about}, ${nowMs})
      ON CONFLICT (workspace_id, about) DO UPDATE SET at = excluded.at WHERE reviewers_told.at <= ${nowMs - AGAIN_AFTER_MS} RETURNING at`.execute(db)
    if (rows.length === 0) return false
    await db.deleteFrom('reviewers_told').where('workspace_id', '=', workspaceId).where('at', '<', nowMs - FORGOTTEN_AFTER_MS).execute()
    return true
  }
}
