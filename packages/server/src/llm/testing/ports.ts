/** A model port over one model or one local server, with everything round it in memory, for tests of this room. */
import type { LanguageModelV4 } from '@ai-sdk/provider'
import { SystemClock, type Clock } from '../../base/clock.ts'
import { silentLog } from '../../base/log.ts'
import { seeded } from '../../base/random.ts'
import { createModelPorts, type ModelPortOptions } from '../ask.ts'
import { DEFAULT_BUDGET, type Budget } from '../budget.ts'
import type { ModelPort } from '../model-port.ts'
import type { OpenModel } from '../providers/open-model.ts'
import type { Scope } from '../scope.ts'
import type { ModelChoice, ProviderChoice } from '../settings.ts'
import { MemorySpendStore } from '../spend.ts'

export const SCOPE: Scope = { workspaceId: 'workspace-1', projectId: 'project-1', agentId: 'agent-1' }

export function choiceOf(change: Partial<ProviderChoice> = {}): ProviderChoice {
  return { kind: 'provider', provider: 'openai', model: 'gpt-6-luna', baseUrl: null, apiKey: 'sk-test-key', temperature: null, maxOutputTokens: null, reasoning: null, timeoutMs: null, ...change }
}

export interface TestPort {
  readonly port: ModelPort
  readonly spend: MemorySpendStore
}

export function portOver(model: LanguageModelV4 | OpenModel, change: { choice?: ModelChoice; budget?: Budget; clock?: Clock } & Partial<Omit<ModelPortOptions, 'settings' | 'clock'>> = {}): TestPort {
  const { choice = choiceOf(), budget = DEFAULT_BUDGET, clock = new SystemClock(), ...rest } = change
  const spend = new MemorySpendStore()
  const ports = createModelPorts({
    clock,
    random: seeded('port'),
    log: silentLog,
    settings: { choose: () => choice, budgetOf: () => budget },
    spend,
    openModel: typeof model === 'function' ? model : () => model,
    rehearsal: () => {
      throw new Error('the rehearsal model was not scripted')
    },
    ...rest,
  })
  return { port: ports.portFor(SCOPE), spend }
}
