/** What agents change of leads themselves: tags, the stage, and that a person is to look at them. Seldom, so one lead after the other. */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Conversations } from '../../engagement/conversations/conversations.ts'
import type { Intake } from '../../engagement/events/intake.ts'
import type { Within } from '../../store/database.ts'
import type { Waking } from './waking.ts'

const TAGS_MOST = 50

export interface ChangeTools {
  readonly intake: Pick<Intake, 'hold' | 'record'>
  readonly conversations: Pick<Conversations, 'escalate'>
}

/** Answers the threads that wait for a person now. */
export async function changeLeads(within: Within, { intake, conversations }: ChangeTools, wakings: readonly Waking[]): Promise<Id[]> {
  const changing = wakings.filter(({ changes }) => changes.length > 0)
  if (changing.length === 0) return []
  await intake.hold(within, [...new Set(changing.map(({ heard }) => heard.lead.id))].sort())
  const escalated: Id[] = []
  for (const { agent, heard: { event, lead }, situation, changes } of changing) {
    for (const change of changes) {
      switch (change.kind) {
        case 'tag':
          await sql`UPDATE consumers SET tags = array_append(tags, ${change.tag}) WHERE id = ${lead.id} AND NOT ${change.tag} = ANY(tags) AND cardinality(tags) < ${TAGS_MOST}`.execute(within)
          break
        case 'untag':
          await sql`UPDATE consumers SET tags = array_remove(tags, ${change.tag}) WHERE id = ${lead.id}`.execute(within)
          break
        case 'stage':
          await intake.record(within, [{
            workspaceId: event.workspaceId, creatorId: event.creatorId, consumerId: lead.id, type: 'stage_changed', source: 'agent', atMs: situation.nowMs, simulated: event.simulated,
            payload: { from: situation.context.stage, to: change.stage, by: agent.view.name, agentId: agent.view.id, ...(change.reason === null ? {} : { reason: change.reason }) },
          }])
          break
        case 'escalate':
          escalated.push(await conversations.escalate(within, { workspaceId: event.workspaceId, consumerId: lead.id, channel: situation.conversation?.channel ?? null, agentId: agent.view.id, reason: change.reason }))
      }
    }
  }
  return escalated
}
