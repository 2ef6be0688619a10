/**
 * The sorts of image that archetypes name (`imageWorkflows.type`) and the generator that makes each. Params here say only what
 * the sort itself says; the prompt's words and the seed do the rest.
 */
import type { GeneratorParams } from '@troupe/contract/image'
import type { OfflineGenerator } from './offline-generators.ts'

export type GeneratorCall = { readonly [Name in OfflineGenerator]: { readonly generator: Name; readonly params: GeneratorParams[Name] } }[OfflineGenerator]

export const WORKFLOW_TYPES: Readonly<Record<string, (prompt: string) => GeneratorCall>> = {
  chart: (prompt) => ({ generator: 'chart', params: { prompt } }),
  'annotated-map': (prompt) => ({ generator: 'chart', params: { prompt, form: /\bdots?\b|dot-density/i.test(prompt) ? 'dot-map' : 'hexagon-map' } }),
  sprite: (prompt) => ({ generator: 'sprite', params: { prompt } }),
  tileset: (prompt) => ({ generator: 'tileset', params: { prompt } }),
  packshot: (prompt) => ({ generator: 'packshot', params: { prompt } }),
  'catalogue-set': (prompt) => ({ generator: 'packshot', params: { prompt, arrangement: /\bviews?\b|three-quarter|\brow\b/i.test(prompt) ? 'row' : 'grid' } }),
  'social-card': (prompt) => ({ generator: 'card', params: { prompt } }),
  'quote-graphic': (prompt) => ({ generator: 'card', params: { prompt, style: /receipt/i.test(prompt) ? 'receipt' : 'quote' } }),
  'ui-mockup': (prompt) => ({ generator: 'ui-mockup', params: { prompt } }),
  'component-sheet': (prompt) => ({ generator: 'ui-mockup', params: { prompt, screen: /anatomy|field/i.test(prompt) ? 'form-anatomy' : 'component-sheet' } }),
  'generative-art': (prompt) => ({ generator: 'generative-art', params: { prompt } }),
  gradient: (prompt) => ({ generator: 'gradient', params: { prompt } }),
}

/** For a sort that no one has heard of, the picture that fits any words. */
export function generatorCall(type: string, prompt: string): GeneratorCall {
  return WORKFLOW_TYPES[type]?.(prompt) ?? { generator: 'generative-art', params: { prompt } }
}
