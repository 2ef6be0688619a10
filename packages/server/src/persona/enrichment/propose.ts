/**
 * One proposal for one persona: by the model that is set for the purpose `persona`, else by templates, and then it says so.
 * A model that fails gives way to templates too; money that is used up does not: it waits (SPEC B8, D3).
 */
import { isDeepStrictEqual } from 'node:util'
import { ENRICHED_FIELDS, type EnrichedField, type EnrichedValues, type Persona, type ResearchProfile } from '@troupe/contract'
import type { Archetype } from '@troupe/contract/archetype'
import { seeded } from '../../base/random.ts'
import type { ModelPort, ModelReply } from '../../llm/model-port.ts'
import type { ModelSettings } from '../../llm/settings.ts'
import type { Id } from '../../base/ids.ts'
import { enrichedFrom } from './enrichment-reply.ts'
import { enrichmentRequest } from './enrichment-request.ts'
import { enrichFromTemplates } from './template-enrichment.ts'

export const TEMPLATES = 'template'

export type Proposal =
  | {
    readonly kind: 'proposed'
    readonly generator: string
    /** Why templates were used; null where a model answered. */
    readonly note: string | null
    /** Only what would change. */
    readonly before: EnrichedValues
    readonly after: EnrichedValues
    readonly costMicros: number | null
  }
  /** Nothing to be had before `untilMs`. */
  | { readonly kind: 'exhausted'; readonly untilMs: number; readonly message: string }

export interface ProposeParts {
  readonly settings: Pick<ModelSettings, 'choose'>
  readonly portFor: (workspaceId: Id) => ModelPort
}

export interface ToEnrich {
  readonly workspaceId: Id
  readonly persona: Persona
  readonly archetype: Archetype | null
  readonly research: ResearchProfile | null
  /** Same key, same templates. */
  readonly key: string
}

/** `openai:gpt-…`, or `template` where no model is set. */
export async function generatorFor(settings: ProposeParts['settings'], workspaceId: Id): Promise<string> {
  const choice = await settings.choose({ workspaceId, projectId: null, agentId: null }, 'persona')
  return choice.kind === 'rehearsal' ? TEMPLATES : `${choice.provider}:${choice.model}`
}

export async function propose({ settings, portFor }: ProposeParts, { workspaceId, persona, archetype, research, key }: ToEnrich, signal: AbortSignal): Promise<Proposal> {
  const templates = (note: string, costMicros: number | null): Proposal =>
    ({ kind: 'proposed', generator: TEMPLATES, note, costMicros, ...differing(persona, enrichFromTemplates(persona, archetype, research, seeded(`enrich/${key}`))) })
  if (await generatorFor(settings, workspaceId) === TEMPLATES) return templates(archetype === null ? 'No model is set for personas, so this is made of templates.' : 'No model is set for personas, so this is made of the archetype\'s templates.', 0)

  const reply = await portFor(workspaceId).ask(enrichmentRequest(persona, archetype, research), signal)
  signal.throwIfAborted()
  const costMicros = costOf(reply)
  switch (reply.kind) {
    case 'exhausted':
      return { kind: 'exhausted', untilMs: reply.untilMs, message: reply.message }
    case 'failed':
      return templates(`The model gave nothing to use, so this is made of templates: ${reply.message}`, costMicros)
    case 'answered': {
      const values = enrichedFrom(reply.value, persona)
      if (values === null) return templates('The model answered beside the question, so this is made of templates.', costMicros)
      return { kind: 'proposed', generator: reply.generator, note: null, costMicros, ...differing(persona, values) }
    }
  }
}

function differing(persona: Persona, values: EnrichedValues): { before: EnrichedValues; after: EnrichedValues } {
  const changed = ENRICHED_FIELDS.filter((field) => values[field] !== undefined && !isDeepStrictEqual(values[field], persona[field]))
  return { before: pick(persona, changed), after: pick(values, changed) }
}

export function pick(from: EnrichedValues, fields: readonly EnrichedField[]): EnrichedValues {
  return Object.fromEntries(fields.map((field) => [field, from[field]]))
}

/** Null where an attempt has no price: then the whole is unknown. */
function costOf({ attempts }: ModelReply): number | null {
  return attempts.reduce<number | null>((sum, { costMicros }) => (sum === null || costMicros === null ? null : sum + costMicros), 0)
}
