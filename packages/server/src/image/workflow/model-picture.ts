/** What a provider's model made, taken in as one takes in anything from outside, and described by the only thing known of it: its prompt. */
import { ALT_LONGEST, type GeneratorParams, type ImageDescription } from '@troupe/contract/image'
import { ofPixels, pixelsOf } from '../codec.ts'
import type { Pixels } from '../generated.ts'
import { INTAKE_RULES, takenIn } from '../intake.ts'
import { commonColours } from '../transforms/tone.ts'

export interface ModelPicture {
  readonly bytes: Uint8Array
  /** `openai:gpt-image-…`. */
  readonly generator: string
  /** As it was asked. */
  readonly prompt: string
}

/** Providers' bodies are bounded before; a 2K picture as PNG has up to 12 MB. */
const BYTES_MOST = 24 * 1024 * 1024
const SUBJECT_LONGEST = 120

/** Cut to the size that was asked for: providers have a few shapes of their own. Throws as `takenIn` does. */
export async function modelPixels({ bytes, prompt, generator }: ModelPicture, { width, height }: GeneratorParams['model']): Promise<{ pixels: Pixels; description: ImageDescription }> {
  const whole = await takenIn(bytes, { ...INTAKE_RULES, bytesMost: BYTES_MOST })
  const pixels = width === undefined && height === undefined ? whole.pixels : await pixelsOf(ofPixels(whole.pixels).resize(width ?? null, height ?? null, { fit: 'cover' }))
  return { pixels, description: { alt: cut(`Made by the image model ${generator} from the prompt: “${prompt}”`, ALT_LONGEST), subject: cut(prompt, SUBJECT_LONGEST), details: [], colours: commonColours(pixels) } }
}

function cut(text: string, longest: number): string {
  const plain = text.toWellFormed().replace(/\s+/g, ' ').trim()
  return plain.length <= longest ? plain : `${plain.slice(0, longest - 2).toWellFormed().trimEnd()}…${plain.endsWith('”') && longest === ALT_LONGEST ? '”' : ''}`
}
