/** The shapes that providers make, and what a picture of one costs in tokens where nobody has counted. */
import type { ProviderId } from '../../llm/providers/catalogue.ts'

export interface Shape {
  readonly size: `${number}x${number}`
  readonly aspectRatio: `${number}:${number}`
  /** Image tokens at medium quality (OpenAI's table of November 2026: 1,056, 1,568, 1,584); Gemini's are 1,120 to 1,290. */
  readonly tokens: number
}

/** Those that each model of the family takes; newer ones take others too. */
const SHAPES: readonly Shape[] = [
  { size: '1024x1024', aspectRatio: '1:1', tokens: 1_300 },
  { size: '1536x1024', aspectRatio: '3:2', tokens: 1_600 },
  { size: '1024x1536', aspectRatio: '2:3', tokens: 1_600 },
]

/** Without one side the picture is a square. */
export function nearestShape(width: number | undefined, height: number | undefined): Shape {
  const asked = width === undefined || height === undefined ? 1 : width / height
  const offOf = ({ aspectRatio }: Shape): number => {
    const [across = 1, down = 1] = aspectRatio.split(':').map(Number)
    return Math.abs(Math.log(asked / (across / down)))
  }
  return SHAPES.reduce((best, shape) => (offOf(shape) < offOf(best) ? shape : best))
}

/** Whether this is a model of pictures. A purpose without a choice of its own falls back to the workspace's language model, which is none. */
export function makesImages(provider: ProviderId, model: string): boolean {
  if (provider === 'openai') return /^(?:gpt-image-|chatgpt-image-)/.test(model)
  return provider === 'google' && /^gemini-.*(?:image|nano-banana)/.test(model)
}
