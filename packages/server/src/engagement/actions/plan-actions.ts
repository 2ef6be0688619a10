/**
 * Puts what is to be said into the queue, and takes it out again when its reason has gone. Set-based: one statement a table,
 * whatever the number. Whoever calls this pokes the topic `actions` after the commit.
 */
import type { Channel, PlannedContent } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { CancelReason } from '../../messaging/messaging-actions.ts'
import { bigints, booleans, givenRows, ints, jsonbs, smallints, texts, uuids } from '../../store/columns.ts'
import { AHEAD } from '../../store/kept-statements.ts'
import type { Within } from '../../store/database.ts'

/** What somebody wants said. Its id is the caller's, so that the journal can name it before it is written. */
export interface ActionDraftRow {
  readonly id: Id
  readonly workspaceId: Id
  /** The creator's own project, so that its kill switch holds what waits. */
  readonly projectId: Id
  readonly creatorId: Id
  readonly consumerId: Id
  readonly agentId: Id | null
  /** Who wrote it by hand; left out for what agents and plans of goals want said. */
  readonly author?: { readonly id: Id | null; readonly name: string } | null
  readonly turnId: Id | null
  readonly eventId: Id | null
  readonly goalId?: Id | null
  /** Where it answers in a thread. */
  readonly conversationId?: Id | null
  /** The intent's name: `send_email`. */
  readonly kind: string
  readonly channel: Channel
  readonly content: PlannedContent
  /** -10 to 10; of two that are due the higher goes first. 0 where it is left out. */
  readonly priority?: number
  readonly sendAtMs: number
  readonly triesMost?: number
  readonly cancelWhen?: readonly CancelReason[]
  /** What made the words: `rules:welcome` for those that an agent of code has by heart; null for a person's. */
  readonly generator: string | null
  readonly experiment?: { readonly id: Id; readonly arm: string } | null
  readonly simulated?: boolean
  readonly createdMs: number
  /** When happened what it is for; what comes after that may end it. Left out where no event asked for it. */
  readonly causedMs?: number | null
  /** For its history: who planned it and why. */
  readonly why?: string | null
}

/** Tries over some two hours, before a person has to look at it. */
const STANDARD_TRIES_MOST = 6

export async function planActions(within: Within, drafts: readonly ActionDraftRow[]): Promise<void> {
  if (drafts.length === 0) return
  // The first entry of its history bears the action's own id: there is one of its kind, and it sorts before all others.
  await sql`${AHEAD} WITH planned AS (INSERT INTO actions (id, workspace_id, project_id, creator_id, consumer_id, agent_id, turn_id, event_id, goal_id, conversation_id, author_id, author_name, kind, channel, content, state, priority, send_at, tries_most, cancel_when,
      generator, experiment_id, arm, simulated, created_at, caused_at)
    SELECT id, workspace_id, project_id, creator_id, consumer_id, agent_id, turn_id, event_id, goal_id, conversation_id, author_id, author_name, kind, channel, content, 'planned', priority, send_at, tries_most, string_to_array(cancel_when, ','),
      generator, experiment_id, arm, simulated, created_at, caused_at
    FROM ${givenRows({ id: uuids(drafts, (one) => one.id), workspace_id: uuids(drafts, (one) => one.workspaceId), project_id: uuids(drafts, (one) => one.projectId), creator_id: uuids(drafts, (one) => one.creatorId), consumer_id: uuids(drafts, (one) => one.consumerId),
      agent_id: uuids(drafts, (one) => one.agentId), turn_id: uuids(drafts, (one) => one.turnId), event_id: uuids(drafts, (one) => one.eventId), goal_id: uuids(drafts, (one) => one.goalId ?? null), conversation_id: uuids(drafts, (one) => one.conversationId ?? null), author_id: uuids(drafts, (one) => one.author?.id ?? null), author_name: texts(drafts, (one) => one.author?.name ?? null),
      kind: texts(drafts, (one) => one.kind), channel: texts(drafts, (one) => one.channel), content: jsonbs(drafts, (one) => JSON.stringify(one.content)), priority: smallints(drafts, (one) => one.priority ?? 0),
      send_at: bigints(drafts, (one) => one.sendAtMs), tries_most: ints(drafts, (one) => one.triesMost ?? STANDARD_TRIES_MOST), cancel_when: texts(drafts, (one) => (one.cancelWhen ?? []).join(',')), generator: texts(drafts, (one) => one.generator),
      experiment_id: uuids(drafts, (one) => one.experiment?.id ?? null), arm: texts(drafts, (one) => one.experiment?.arm ?? null), simulated: booleans(drafts, (one) => one.simulated ?? false), created_at: bigints(drafts, (one) => one.createdMs), caused_at: bigints(drafts, (one) => one.causedMs ?? null) })} AS d)
    INSERT INTO action_log (id, action_id, at, kind, state, policy, reason)
    SELECT id, id, at, 'planned', 'planned', NULL, why
    FROM ${givenRows({ id: uuids(drafts, (one) => one.id), at: bigints(drafts, (one) => one.createdMs), why: texts(drafts, (one) => one.why ?? null) })} AS d`.execute(within)
}
