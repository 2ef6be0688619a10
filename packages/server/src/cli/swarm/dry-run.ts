/** What a swarm would make, and where, and whether it may: said without making, starting or sending anything. */
import { isLoopback, type Config } from '../../base/config.ts'
import { InvalidError, unreachable } from '../../base/errors.ts'
import { refuseUnreachable } from '../../site/site-origin.ts'
import { reachOf } from '../../site/reach.ts'
import { lookAtSite, type SiteCheckParts } from '../../site/site-check.ts'
import type { SiteServices } from '../../site/site-services.ts'
import type { LoadedPack } from '../../persona/pack/loaded-pack.ts'
import type { Database } from '../../store/database.ts'
import type { Terminal } from '../terminal.ts'
import { plainCell } from './cells.ts'
import { membersOf } from './enrol.ts'
import { projectOfSwarm, type SwarmName } from './kept-swarm.ts'
import { preview, select } from './selection.ts'
import { siteAt } from './site-step.ts'
import { counted } from './table.ts'
import type { SwarmWish } from './wish.ts'
import type { WorkspaceHere } from './workspace.ts'

export type Verdict = { readonly kind: 'owned' | 'unproved' | 'refused'; readonly message: string }

/** What an instance that runs has already; null where none runs, since starting its database would be a change. */
export interface Instance {
  readonly db: Database
  readonly workspace: WorkspaceHere | null
  readonly sites: SiteServices['sites']
}

export interface DryRunParts {
  readonly config: Config
  readonly pack: LoadedPack
  readonly instance: Instance | null
  readonly looking: SiteCheckParts
  readonly signal: AbortSignal
}

const NAMED_MOST = 12

/** 0 when it could go ahead, 1 when it would be refused. */
export async function dryRun(wish: SwarmWish, parts: DryRunParts, terminal: Terminal): Promise<number> {
  const { pack, instance } = parts
  const selection = select(pack, wish)
  const { verdict, siteId } = await verdictOn(wish, parts)
  const found = await foundOf(wish, parts, selection, siteId)
  const people = await preview(pack, selection, wish.seed)
  const agents = found?.filter(({ agentId }) => agentId !== null).length ?? 0
  const plan = {
    platform: wish.place.kind, site: wish.place.kind === 'showcase' ? wish.place.address.origin : null, verdict, pack: pack.pack.id, seed: wish.seed, count: wish.count,
    archetypes: Object.fromEntries(selection.shares), instance: instance === null ? 'not running' : 'running', personas: { make: wish.count - (found?.length ?? 0), found: found?.length ?? 0 },
    agents: { make: wish.count - agents, found: agents }, members: people.slice(0, NAMED_MOST).map(({ displayName, username, archetype }) => ({ name: displayName, username, archetype })),
  }
  if (wish.json) terminal.out(JSON.stringify({ dryRun: true, ...plan }))
  else for (const line of linesOf(plan, pack)) terminal.out(line)
  return verdict.kind === 'owned' ? 0 : 1
}

async function foundOf(wish: SwarmWish, { pack, instance }: DryRunParts, selection: ReturnType<typeof select>, siteId: string | null) {
  if (instance?.workspace == null) return null
  const name: SwarmName = { workspaceId: instance.workspace.id, place: siteId ?? 'gallery', pack: pack.pack.id, seed: wish.seed }
  const projectId = wish.place.kind === 'showcase' && siteId === null ? null : await projectOfSwarm(instance.db, name)
  return membersOf(instance.db, projectId, { by: { workspaceId: instance.workspace.id }, pack, selection, name })
}

async function verdictOn({ place }: SwarmWish, { config, instance, looking, signal }: DryRunParts): Promise<{ verdict: Verdict; siteId: string | null }> {
  if (place.kind === 'gallery') return { siteId: null, verdict: { kind: 'owned', message: 'It is part of this instance.' } }
  const { address } = place
  const workspace = instance?.workspace ?? null
  // Of a workspace that is not there yet, what the first one will be granted.
  const privateNetwork = workspace?.privateNetwork ?? isLoopback(config.host)
  const site = workspace === null || instance === null ? null : await siteAt(instance.sites, { workspaceId: workspace.id }, address.origin)
  if (site !== null && workspace !== null) {
    const { finding, message } = await lookAtSite({ origin: site.origin, workspaceId: workspace.id, token: site.proof.token, privateNetwork }, looking, signal)
    return { siteId: site.id, verdict: { kind: finding.kind === 'owned' ? 'owned' : finding.kind === 'refused' ? 'refused' : 'unproved', message } }
  }
  try {
    refuseUnreachable(address, privateNetwork)
  } catch (error) {
    return { siteId: null, verdict: { kind: 'refused', message: error instanceof InvalidError ? error.message : String((error as Error).message) } }
  }
  const reach = await reachOf(address, looking.lookUp)
  switch (reach.kind) {
    case 'inside':
      return { siteId: null, verdict: privateNetwork ? { kind: 'owned', message: 'It lies within the private network this workspace is granted, so it counts as owned and needs no file.' }
        : { kind: 'refused', message: `${address.host} (${reach.address}) is a loopback or private address, and this workspace has not been granted its private network.` } }
    case 'outside':
      return { siteId: null, verdict: { kind: 'unproved', message: 'It has not been added yet. Run this without --dry-run, or troupe platform add, and you are told what file the site is to serve as proof that it is yours.' } }
    case 'unknown':
      return { siteId: null, verdict: { kind: 'unproved', message: `${address.host} could not be looked up: ${reach.why}.` } }
    default:
      return unreachable(reach)
  }
}

interface Plan {
  readonly platform: string
  readonly site: string | null
  readonly verdict: Verdict
  readonly seed: string
  readonly count: number
  readonly archetypes: Readonly<Record<string, number>>
  readonly instance: string
  readonly personas: { readonly make: number; readonly found: number }
  readonly agents: { readonly make: number; readonly found: number }
  readonly members: readonly { readonly name: string; readonly username: string; readonly archetype: string | null }[]
}

function linesOf({ platform, site, verdict, seed, count, archetypes, instance, personas, agents, members }: Plan, pack: LoadedPack): string[] {
  return [
    `Dry run: nothing was made, started or sent.`,
    `  where       ${site ?? 'the gallery that comes with Troupe'} (${platform})`,
    `  ownership   ${verdict.kind}: ${verdict.message}`,
    `  who         ${counted(count, 'agent')} of the pack ${pack.pack.id}, seed ${seed}: ${Object.entries(archetypes).map(([id, n]) => `${n} ${id}`).join(', ')}`,
    instance === 'running' ? `  to make     ${counted(personas.make, 'persona')} (${personas.found} there already), ${counted(agents.make, 'agent')} (${agents.found} there already)`
      : `  to make     up to ${counted(personas.make, 'persona')} and as many agents; no instance runs that could say which are there already`,
    ...members.map(({ name, username, archetype }) => `    @${plainCell(username)}  ${plainCell(name)}, ${archetype ?? ''}`),
    ...(count > members.length ? [`    and ${count - members.length} more`] : []),
  ]
}
