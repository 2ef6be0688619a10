/** Workflows to begin with: what the archetypes of a workspace's packs make, each with one of its prompts. */
import type { ReadyWorkflow } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'
import { workflowFor } from '../../image/workflow-for.ts'
import type { PackLibrary } from '../../persona/pack/pack-library.ts'

const READY_MOST = 60
const NAME_LONGEST = 100

export async function readyWorkflows(library: Pick<PackLibrary, 'list' | 'named'>, workspaceId: Id): Promise<ReadyWorkflow[]> {
  const packs = await Promise.all((await library.list(workspaceId)).map(({ id }) => library.named(workspaceId, id)))
  return packs.flatMap(({ pack, archetypes }) => archetypes.flatMap((archetype) => archetype.imageWorkflows.map(({ type, prompts }): ReadyWorkflow => {
    // What stands in braces is a persona's to fill.
    const prompt = prompts.find((one) => !one.includes('{')) ?? type
    const { steps } = workflowFor(type, prompt)
    const name = `${type.charAt(0).toUpperCase()}${type.slice(1).replaceAll('-', ' ')}, by the ${archetype.name.toLowerCase()}`
    return { pack: pack.name, archetype: archetype.name, type, workflow: { name: name.slice(0, NAME_LONGEST), steps } }
  }))).slice(0, READY_MOST)
}
