/** How somebody by habit comes to an image: one of the kinds its archetype makes, after one of its prompts. */
import type { Workflow } from '@troupe/contract'
import type { Id } from '../base/ids.ts'
import { workflowFor } from '../image/workflow-for.ts'
import type { AgentView, Ask, Situation } from './brain.ts'
import type { SeenPicture } from './seen-item.ts'
import type { PictureToCaption } from './words.ts'

/** An image that waits for its caption: made for this turn, or to be made by the place that shows it. */
export interface Pictured {
  readonly source: { readonly imageId: Id } | { readonly workflow: Workflow }
  readonly picture: SeenPicture
  /** The kind of the archetype's that it is of. */
  readonly type: string
}

/** What its caption is to be written from. */
export function captioned({ picture, type }: Pictured, { craft }: Pick<AgentView, 'craft'>): PictureToCaption {
  const kind = craft.find((one) => one.type === type)
  return { ...picture, captions: kind?.captions ?? [], titles: kind?.titles ?? [] }
}

export interface Wish {
  readonly ask: Ask & { kind: 'image' }
  readonly type: string
}

/** Null for who makes no images. */
export function wishForPicture(action: string, { agent, turnId, step, random }: Situation): Wish | null {
  if (agent.craft.length === 0) return null
  const { type, prompts } = random.pick(agent.craft)
  const seed = `${turnId}/${step}`
  return { ask: { kind: 'image', workflow: workflowFor(type, random.pick(prompts)), seed, action }, type }
}

/** An image that the place is to make: nobody has seen it yet, so what is said of it is what was asked for. Null for who makes no images. */
export function pictureToCome({ agent, random }: Situation): Pictured | null {
  if (agent.craft.length === 0) return null
  const { type, prompts } = random.pick(agent.craft)
  const prompt = random.pick(prompts)
  const [subject = prompt] = prompt.split(',')
  return { source: { workflow: workflowFor(type, prompt) }, picture: { alt: prompt, subject, details: [] }, type }
}
