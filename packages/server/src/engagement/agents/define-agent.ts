/**
 * Kinds of agents made of code: which events wake one, when it acts, and what it plans. Pure: all that it may know comes
 * in with the situation, and what it plans are intents, the same as a model's.
 */
import type { AgentTrigger } from '@troupe/contract'
import type { z } from 'zod'
import type { LeadApi } from './lead-api.ts'

export interface AgentKindDefinition<Settings extends z.ZodObject = z.ZodObject> {
  /** Small letters, digits and hyphens. Its words are labelled `rules:<name>`. */
  readonly name: string
  readonly title: string
  readonly description: string
  /** Of an agent that is made without triggers of its own. */
  readonly triggers: readonly AgentTrigger[]
  /** What one may set of it, each with a standard. */
  readonly settings: Settings
  shouldAct(api: LeadApi<z.infer<Settings>>): boolean
  plan(api: LeadApi<z.infer<Settings>>): void
}

export function defineAgent<Settings extends z.ZodObject>(definition: AgentKindDefinition<Settings>): AgentKindDefinition<Settings> {
  return definition
}
