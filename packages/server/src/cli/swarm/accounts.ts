/** Accounts on the site for all members at once, with a summary of what failed. Whoever has one already is found by it. */
import type { Site } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'
import type { Enrolling } from '../../runtime/outside/enrolling.ts'
import type { Terminal } from '../terminal.ts'
import { plainCell } from './cells.ts'
import type { Member } from './roster.ts'
import { counted } from './table.ts'

export interface MoveIn {
  readonly workspaceId: Id
  readonly members: readonly Member[]
  readonly site: Pick<Site, 'origin'>
  readonly signal: AbortSignal
}

export interface AccountsSummary {
  readonly created: number
  readonly found: number
  /** The most frequent first. */
  readonly failures: readonly { readonly reason: string; readonly count: number; readonly names: readonly string[] }[]
  /** The site asks for a pause until then. */
  readonly until: string | null
}

const NAMED_MOST = 5
const CAUSES_SHOWN = 8

/** Those without one ask again at their first errand. */
export async function moveIn(enrolling: Pick<Enrolling, 'provisionAll'>, { workspaceId, members, site, signal }: MoveIn, terminal: Terminal): Promise<AccountsSummary> {
  const { created, found, failed, untilMs } = await enrolling.provisionAll(workspaceId, { agentIds: members.map(({ agentId }) => agentId) }, signal)
  const failures = [...Map.groupBy(failed, ({ reason }) => reason)].map(([reason, group]) => ({ reason, count: group.length, names: group.slice(0, NAMED_MOST).map(({ name }) => name) }))
    .sort((a, b) => b.count - a.count).slice(0, CAUSES_SHOWN)
  terminal.say(`${counted(created, 'account')} made at ${site.origin}${found > 0 ? `, ${found} there from before` : ''}${failed.length > 0 ? `, ${failed.length} failed:` : '.'}`)
  for (const { reason, count, names } of failures) terminal.say(`  ${count} × ${plainCell(reason)} (${plainCell(names.join(', '))}${count > names.length ? ', …' : ''})`)
  if (failed.length > 0) terminal.say('They are asked for again when each agent first does something, or by the same command.')
  return { created, found, failures, until: untilMs === null ? null : new Date(untilMs).toISOString() }
}
