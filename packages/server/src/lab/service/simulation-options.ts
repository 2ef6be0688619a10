/** What the form for a new simulation can offer. */
import { recommenderSchema, type RecommenderName, type SimulationOptions } from '@troupe/contract'
import type { ProviderKeys } from '../../base/config.ts'
import { PROVIDERS, PROVIDER_IDS } from '../../llm/providers/catalogue.ts'
import type { LoadedPack } from '../../persona/pack/loaded-pack.ts'
import { REHEARSAL } from '../runs/run-models.ts'

const RECOMMENDERS: Readonly<Record<RecommenderName, string>> = {
  recent: 'the newest, whoever wrote it',
  popular: 'what many answer and like, the newer the better',
  followed: 'those one follows first',
  'friends-of-friends': 'those whom the ones one follows follow',
  'interest-match': 'what speaks of one’s own interests',
  bridging: 'what is liked on both sides',
  random: 'any, by chance',
}

const GRAPHS: SimulationOptions['graphs'] = [
  { model: 'erdos-renyi', description: 'so many follows, drawn evenly', example: 'erdos-renyi:edges=300' },
  { model: 'gilbert', description: 'every follow as likely as any other', example: 'gilbert:probability=0.05' },
  { model: 'barabasi-albert', description: 'the followed are followed: few with many followers', example: 'barabasi-albert:follows=3' },
  { model: 'watts-strogatz', description: 'neighbours who know each other, with some long ways', example: 'watts-strogatz:neighbours=6,rewired=0.1' },
  { model: 'camps', description: 'archetypes in camps that follow their own more', example: '{"model":"camps","camps":{"for":["urbanist"],"against":["nostalgic"]},"inside":0.2,"across":0.02}' },
  { model: 'stochastic-block', description: 'blocks that follow each other more than others', example: '{"model":"stochastic-block","sizes":[30,30],"probabilities":[[0.2,0.01],[0.01,0.2]]}' },
]

export interface OptionsParts {
  readonly packs: readonly LoadedPack[]
  readonly environmentKeys: ProviderKeys
  readonly runningMost: number
  readonly folder: string
}

export function simulationOptions({ packs, environmentKeys, runningMost, folder }: OptionsParts): SimulationOptions {
  const providers = PROVIDER_IDS.filter((id) => id !== 'compatible' && environmentKeys[id] !== null)
  return {
    packs: packs.map(({ pack, archetypes }) => ({ name: pack.id, archetypes: archetypes.length, description: pack.description })),
    recommenders: recommenderSchema.options.map((name) => ({ name, description: RECOMMENDERS[name] })),
    graphs: GRAPHS,
    models: [
      { name: REHEARSAL, label: 'Rehearsal model: code, free, the same every time' },
      ...providers.flatMap((id) => PROVIDERS[id].suggestedModels.map((model) => ({ name: `${id}/${model}`, label: `${PROVIDERS[id].label} ${model}` }))),
    ],
    runningMost,
    folder,
  }
}
