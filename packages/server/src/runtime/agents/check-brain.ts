/** Whether a brain can be an agent's on its platform: what it names is there, and where it asks may be asked. */
import type { BrainConfig } from '@troupe/contract'
import { InvalidError } from '../../base/errors.ts'
import { refusePrivate } from '../../base/guarded-fetch.ts'
import type { Id } from '../../base/ids.ts'
import type { AgentKinds } from '../../engagement/agents/agent-kinds.ts'
import { neededSettings } from '../../engagement/agents/needed-settings.ts'
import type { Within } from '../../store/database.ts'

export interface KnownBrains {
  /** Names under which rules of the feed are registered here. */
  readonly rules: readonly string[]
  /** Those of agents that write to leads. */
  readonly kinds: AgentKinds
}

/** Of an agent of the feed, the gallery or a site outside. */
export async function checkSocialBrain(within: Within, workspaceId: Id, brain: BrainConfig, { rules }: KnownBrains): Promise<void> {
  if (brain.kind === 'rules' && !rules.includes(brain.rules)) {
    throw new InvalidError(`No rules are registered as "${brain.rules}".`, [{ path: '/brain/rules', message: `name registered rules; there are ${rules.join(', ') || 'none'}` }])
  }
  if (brain.kind === 'graph') throw new InvalidError('A graph writes to leads; on a social platform it knows nothing to do.', [{ path: '/brain/kind', message: 'choose habit, model, rules or http' }])
  await checkAddress(within, workspaceId, brain)
}

/** Of an agent that writes to leads. */
export async function checkLeadBrain(within: Within, workspaceId: Id, brain: BrainConfig, { kinds }: KnownBrains): Promise<void> {
  if (brain.kind === 'habit') throw new InvalidError('An agent that writes to leads has no habits.', [{ path: '/brain/kind', message: 'choose rules, model, graph or http' }])
  if (brain.kind === 'rules') {
    const kind = kinds.kind(brain.rules)
    if (kind === null) throw new InvalidError(`There is no agent of the kind "${brain.rules}".`, [{ path: '/brain/rules', message: `there are ${kinds.kindNames.join(', ')}` }])
    neededSettings(kind, brain.settings ?? {}, ['brain', 'settings'])
  }
  if (brain.kind === 'graph' && kinds.graph(brain.graph) === null) {
    throw new InvalidError(`There is no graph "${brain.graph}".`, [{ path: '/brain/graph', message: `put it into the instance's own folder of agents and start again; there ${kinds.graphNames.length === 0 ? 'is none' : `are ${kinds.graphNames.join(', ')}`}` }])
  }
  await checkAddress(within, workspaceId, brain)
}

async function checkAddress(within: Within, workspaceId: Id, brain: BrainConfig): Promise<void> {
  if (brain.kind !== 'http') return
  const url = new URL(brain.url)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new InvalidError('An http brain has an http or https address.', [{ path: '/brain/url', message: 'use http or https' }])
  if (url.username !== '' || url.password !== '') throw new InvalidError('The address carries a password.', [{ path: '/brain/url', message: 'leave user and password out; requests are signed' }])
  const { private_network: privateNetwork } = await within.selectFrom('workspaces').select('private_network').where('id', '=', workspaceId).executeTakeFirstOrThrow()
  refusePrivate(url, { privateNetwork })
}
