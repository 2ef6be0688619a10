/** A few dozen people of the agora pack whose brains do everything the feed offers. */
import type { BrainConfig, Persona } from '@troupe/contract'
import type { AgentView, Brain } from '../../../agent/brain.ts'
import { habitBrain } from '../../../agent/habit-brain.ts'
import { modelBrain } from '../../../agent/model-brain.ts'
import { ACTS_PER_TURN } from '../../../agent/turn.ts'
import { must } from '../../../base/errors.ts'
import { generatePersonas } from '../../../persona/generation/generate-personas.ts'
import { loadPacks } from '../../../persona/pack/load-packs.ts'
import { repertoireFrom } from '../../repertoire.ts'

export const AGENTS = 30
export const START_MS = Date.UTC(2026, 0, 5, 8)
export const CAPS = { actsPerTurn: ACTS_PER_TURN, postsPerDay: 12, commentsPerDay: 20 }

export async function cast(): Promise<{ agents: AgentView[]; personas: Persona[] }> {
  const packs = await loadPacks([new URL('../../../../../../archetypes/agora', import.meta.url).pathname])
  const pack = must(packs[0], 'a pack')
  const { fresh } = await generatePersonas({ pack, count: AGENTS, seed: 'same loop', taken: () => false, made: () => false })
  const repertoireOf = repertoireFrom(packs)
  const at = new Date(START_MS).toISOString()
  const personas = fresh.map(({ origin: _origin, ...draft }, n): Persona => ({ ...draft, id: `persona${n}`, avatarUrl: '', origin: null, createdAt: at, updatedAt: at }))
  const brains: BrainConfig[] = [{ kind: 'habit' }, { kind: 'habit', weights: { repost: 2, mute: 1, unmute: 1, like_comment: 2, dislike_post: 2, update_bio: 1, search_posts: 1, view_recent_posts: 1, comment: 3, quote_post: 2, follow: 2, unfollow: 1, unlike_post: 1, report: 1, create_group: 0.5, join_group: 2, leave_group: 0.5, post_to_group: 2, view_groups: 0.3 } }, { kind: 'model', actionsMax: 6 }]
  const agents = personas.map((persona, n): AgentView => ({
    id: `a${n}`, name: persona.displayName, workspaceId: 'w', projectId: 'p', platform: 'feed', brain: must(brains[n % brains.length], 'a brain'), persona,
    ...repertoireOf(persona), profileId: `m${n}`,
  }))
  return { agents, personas }
}

/** The maps' acts of one step get their ids before any is done, so a refused one would shift the next one's: one act a step here. */
function oneAtATime({ kind, decide }: Brain): Brain {
  return {
    kind,
    decide: (batch) => decide(batch).map((decision) => decision.kind === 'intents' ? { ...decision, intents: decision.intents.slice(0, 1) } : decision),
  }
}

export const brains = new Map<Brain['kind'], Brain>([['habit', habitBrain], ['model', oneAtATime(modelBrain)]])
