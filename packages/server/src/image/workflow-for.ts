/** An archetype's kind of image as a workflow: what makes it, and where it goes. */
import type { ImageGenerator, Workflow } from '@troupe/contract'

/** The kinds packs name besides the generators' own names. */
const KINDS: Readonly<Record<string, { readonly generator: ImageGenerator; readonly params: Readonly<Record<string, unknown>> }>> = {
  'annotated-map': { generator: 'chart', params: { form: 'hexagon-map' } },
  'catalogue-set': { generator: 'packshot', params: { arrangement: 'grid' } },
  'social-card': { generator: 'card', params: {} },
  'quote-graphic': { generator: 'card', params: { style: 'quote' } },
  'component-sheet': { generator: 'ui-mockup', params: { screen: 'component-sheet' } },
}

export function workflowFor(type: string, prompt: string): Workflow {
  const { generator, params } = KINDS[type] ?? { generator: type as ImageGenerator, params: {} }
  return { name: type, steps: [{ kind: 'generate', generator, params: { ...params, prompt }, out: 'image' }, { kind: 'save', in: 'image', destination: 'images' }] }
}
