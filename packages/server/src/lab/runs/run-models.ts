/** Who speaks for a run's agents: the rehearsal model, or a provider's with a budget of the run's own. */
import { createModelPorts, type ModelPorts } from '../../llm/ask.ts'
import type { Clock } from '../../base/clock.ts'
import { InvalidError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import type { Random } from '../../base/random.ts'
import { DEFAULT_BUDGET, NO_LIMIT } from '../../llm/budget.ts'
import type { ModelPort } from '../../llm/model-port.ts'
import { isProviderId, PROVIDERS, PROVIDER_IDS, type ProviderId } from '../../llm/providers/catalogue.ts'
import type { OpenModel } from '../../llm/providers/open-model.ts'
import { rehearse } from '../../llm/rehearsal/rehearse.ts'
import { MemorySpendStore } from '../../llm/spend.ts'

export const REHEARSAL = 'rehearsal'

export interface ModelParts {
  readonly clock: Clock
  readonly log: Log
  readonly random: Random
  readonly openModel: OpenModel
  /** By provider; null where none is set. */
  readonly keyOf: (provider: ProviderId) => string | null
  /** For `compatible`; null for the provider's own address. */
  readonly baseUrl: string | null
  /** What the run may spend in this process, US dollars. */
  readonly budgetUsd: number
}

const MICROS = 1_000_000
/** Everybody of a run spends from one purse. */
const SCOPE = { workspaceId: 'lab', projectId: 'lab', agentId: null }

/** `provider/model` as given; throws `InvalidError` where it names none. */
export function parseModel(written: string): { provider: ProviderId; model: string } | null {
  if (written === REHEARSAL) return null
  const [provider = '', ...rest] = written.split('/')
  const model = rest.join('/')
  if (!isProviderId(provider) || model === '') {
    throw new InvalidError(`--model takes PROVIDER/MODEL, such as anthropic/claude-haiku-5-5, or rehearsal, not "${written}". Providers: ${PROVIDER_IDS.join(', ')}.`)
  }
  return { provider, model }
}

/** Null for the rehearsal model, which answers at once and needs no port. Throws where a key or an address is missing. */
export function portFor(written: string, { clock, log, random, openModel, keyOf, baseUrl, budgetUsd }: ModelParts): ModelPort | null {
  const wish = parseModel(written)
  if (wish === null) return null
  const { provider, model } = wish
  const { keyNeeded, keyVariable, label } = PROVIDERS[provider]
  const apiKey = keyOf(provider)
  if (keyNeeded && apiKey === null) throw new InvalidError(`${label} needs a key: set ${keyVariable} in the environment or in .env.`)
  if (PROVIDERS[provider].baseUrl === null && baseUrl === null) throw new InvalidError(`${label} needs an address: --base-url, such as http://127.0.0.1:11434/v1.`)
  const choice = { kind: 'provider', provider, model, baseUrl, apiKey, temperature: null, reasoning: null, maxOutputTokens: null, timeoutMs: null } as const
  // Two million tokens of a model without a price cost about a dollar.
  const limit = { ...NO_LIMIT, costMicros: Math.round(budgetUsd * MICROS), unpricedTokens: Math.round(budgetUsd * 2 * MICROS) }
  const ports: ModelPorts = createModelPorts({
    clock, log, random, openModel, spend: new MemorySpendStore(), rehearsal: rehearse,
    settings: { choose: () => choice, budgetOf: () => ({ ...DEFAULT_BUDGET, workspace: limit, project: NO_LIMIT, agent: NO_LIMIT }) },
  })
  return ports.portFor(SCOPE)
}
