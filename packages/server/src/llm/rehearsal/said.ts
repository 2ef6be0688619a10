/** Whether a speaker said this before, or somebody just did: told by the beginnings of its sentences, however they were written down. */
import type { Scene } from './scene.ts'

/** Characters of a sentence that are compared, and how many it must have to tell anything. */
const COMPARED = 26
const TELLING = 18

/** Small letters and digits only: hashtags, capitals and marks come and go. */
export function plainly(text: string): string {
  let plain = keptPlain.get(text)
  if (plain !== undefined) return plain
  if (keptPlain.size >= KEPT_MOST) keptPlain.clear()
  plain = smallLetters(text)
  keptPlain.set(text, plain)
  return plain
}

/** A thread's texts are looked at again by everybody who answers in it. */
const KEPT_MOST = 2000
const keptPlain = new Map<string, string>()

function smallLetters(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9\u00e0-\u024f]+/g, ' ')
}

export function heardNearby(text: string, { nearby }: Scene): boolean {
  if (nearby.length === 0 || text.length < TELLING) return false
  // Sentences too short to tell anything tell it together: "I'd vote for her. She'd be appalled."
  const whole = smallLetters(text).trim()
  if (nearby.some((one) => one.includes(whole))) return true
  for (const sentence of text.split(/[.!?:\n]+\s+/)) {
    const plain = smallLetters(sentence).trim()
    if (plain.length < TELLING) continue
    const beginning = plain.slice(0, COMPARED)
    const end = plain.slice(-COMPARED)
    if (nearby.some((one) => one.includes(beginning) || one.includes(end))) return true
  }
  return false
}
