/** An archetype's kind of image as a workflow: what makes it, and where it goes. */
import type { Workflow } from '@troupe/contract'
import { generatorCall } from './generators/workflow-types.ts'

export function workflowFor(type: string, prompt: string): Workflow {
  const { generator, params } = generatorCall(type, prompt)
  return { name: type, steps: [{ kind: 'generate', generator, params: { ...params }, out: 'image' }, { kind: 'save', in: 'image', destination: 'images' }] }
}
