/**
 * An action that shows an image, as a model meets it: not by the id of an image, which no model has, but by what is to be
 * made. A workflow of its own, a generator and a prompt, or a subject alone; with nothing of these, what its archetype makes.
 */
import { PROMPT_LONGEST, generatorParamsSchemas, imageGeneratorSchema, workflowSchema, type Workflow } from '@troupe/contract/image'
import type { JSONSchema7 } from '@ai-sdk/provider'
import { z } from 'zod'
import { InvalidError } from '../base/errors.ts'
import { SAID } from '../base/fault-words.ts'
import { workflowFor } from '../image/workflow-for.ts'
import { readWorkflow } from '../image/workflow/read-workflow.ts'
import type { ToolOffer } from '../llm/model-port.ts'
import type { Action } from './action.ts'
import type { Situation } from './brain.ts'

/** Of the workflows that a model writes, at most this much is read. */
const STEPS_MOST = 8

const wishSchema = z.object({
  generator: imageGeneratorSchema.optional().describe('what makes the image; goes with prompt'),
  prompt: z.string().max(PROMPT_LONGEST).optional().describe('what is to be seen, in words'),
  subject: z.string().max(PROMPT_LONGEST).optional().describe('what the image is of, where the maker may choose how'),
  workflow: z.strictObject({ name: workflowSchema.shape.name, steps: workflowSchema.shape.steps.max(STEPS_MOST) }).optional().describe('instead of these: steps that generate, transform and save'),
})
const WISH_FIELDS = Object.keys(wishSchema.shape)

export interface PictureWish {
  readonly workflow: Workflow
  readonly seed: string
  /** The kind of the archetype's that it is of; null where the model said itself what makes it. */
  readonly type: string | null
}

/** A model's tool for an action. The words may be left out where an image is shown: they are asked for once it is there. */
export function toolOf(action: Action): ToolOffer {
  if (action.image === null) return { name: action.name, description: action.description, inputSchema: action.inputSchema }
  const { image: { field }, words } = action
  const { properties = {}, required = [], ...schema } = action.inputSchema
  const { [field]: _image, ...own } = properties as Record<string, JSONSchema7>
  const wish = z.toJSONSchema(wishSchema, { target: 'draft-7', io: 'input' }) as JSONSchema7
  const left = required.filter((name: string) => name !== field && name !== words?.field)
  return {
    name: action.name,
    description: `${action.description} Say what is to be made: a generator with a prompt, or a subject, or a workflow. Leave out ${words?.field ?? 'the words'} to be asked for a caption once the image is there.`,
    inputSchema: { ...schema, properties: { ...wish.properties, ...own }, ...(left.length > 0 ? { required: left } : {}) },
  }
}

/** The wish in a call's input and what else it says; or what is wrong with it, in a sentence the model can act on. */
export function wishIn(input: unknown, { agent, turnId, step, random }: Situation, place: number): { readonly wish: PictureWish; readonly rest: Record<string, unknown> } | { readonly fault: string } {
  const given = typeof input === 'object' && input !== null ? input as Record<string, unknown> : {}
  const parsed = wishSchema.safeParse(Object.fromEntries(WISH_FIELDS.flatMap((name) => (given[name] == null || given[name] === '' ? [] : [[name, given[name]]]))), SAID)
  if (!parsed.success) return { fault: parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`).join('; ') }
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !WISH_FIELDS.includes(name)))
  const seed = `${turnId}/${step}/${place}`
  const { generator, prompt, subject, workflow } = parsed.data
  const words = prompt ?? subject
  if (workflow !== undefined) {
    try {
      readWorkflow(workflow)
    } catch (error) {
      if (error instanceof InvalidError) return { fault: error.message }
      throw error
    }
    return { wish: { workflow, seed, type: null }, rest }
  }
  if (generator !== undefined) {
    if (words === undefined) return { fault: `prompt: say in words what ${generator} is to show` }
    const params = generatorParamsSchemas[generator].parse({ prompt: words }) as Record<string, unknown>
    return { wish: { workflow: { name: generator, steps: [{ kind: 'generate', generator, params, out: 'image' }, { kind: 'save', in: 'image', destination: 'images' }] }, seed, type: null }, rest }
  }
  if (agent.craft.length === 0) return words === undefined ? { fault: 'say what is to be made: a generator with a prompt, a subject, or a workflow' } : { wish: { workflow: workflowFor('generative-art', words), seed, type: null }, rest }
  const { type, prompts } = random.pick(agent.craft)
  return { wish: { workflow: workflowFor(type, words ?? random.pick(prompts)), seed, type }, rest }
}
