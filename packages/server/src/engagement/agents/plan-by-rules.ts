/** An agent of code over one situation: whether it acts, and what it plans. What it throws is its own trouble, and a sentence. */
import type { z } from 'zod'
import { messageOf } from '../../base/errors.ts'
import { SAID } from '../../base/fault-words.ts'
import type { AgentKindDefinition } from './define-agent.ts'
import { LeadApi } from './lead-api.ts'
import type { PlannedIntent } from './planned-intent.ts'
import type { MessagingSituation } from './situation.ts'

export type RulesPlan =
  | { readonly kind: 'passed' }
  | { readonly kind: 'planned'; readonly intents: readonly PlannedIntent[]; readonly marks: readonly string[] }
  | { readonly kind: 'failed'; readonly reason: string }

export function planByRules(kind: AgentKindDefinition, situation: MessagingSituation): RulesPlan {
  try {
    const settings = settingsOf(kind, situation.agent.settings)
    if ('fault' in settings) return { kind: 'failed', reason: `its settings do not fit: ${settings.fault}` }
    const api = new LeadApi<z.infer<z.ZodObject>>(situation, settings.value)
    if (!kind.shouldAct(api)) return { kind: 'passed' }
    kind.plan(api)
    return { kind: 'planned', ...api.planned }
  } catch (error) {
    return { kind: 'failed', reason: `its rules threw: ${messageOf(error)}` }
  }
}

/** As the kind's schema has them, what is left out by its standards. */
export function settingsOf(kind: AgentKindDefinition, given: Readonly<Record<string, unknown>>): { readonly value: Readonly<Record<string, unknown>> } | { readonly fault: string } {
  const known = kept.get(given)
  if (known?.kind === kind) return { value: known.value }
  const parsed = kind.settings.safeParse(given, SAID)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { fault: `${issue?.path.join('.') || 'settings'}: ${issue?.message ?? ''}` }
  }
  kept.set(given, { kind, value: parsed.data })
  return { value: parsed.data }
}

/** An agent's settings are the same object from one event to the next, and checked once. */
const kept = new WeakMap<object, { readonly kind: AgentKindDefinition; readonly value: Readonly<Record<string, unknown>> }>()
