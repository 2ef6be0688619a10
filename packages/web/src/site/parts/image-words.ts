/** SPEC P2, P3: what a picture is, for those who do not see it, and what made it. */
import type { Image } from '@troupe/contract'

/** Ends with the label, since whoever hears it sees no chip beside. */
export function altOf({ alt, automated, placeholder }: Image): string {
  const label = placeholder ? 'stand-in for an image that could not be made' : automated ? 'image made by software' : ''
  return label === '' ? alt : `${alt.replace(/[.\s]+$/, '')}. (${label})`
}

const MADE_BY: Readonly<Record<string, string>> = {
  chart: 'drawn by code: chart', sprite: 'drawn by code: pixel art', tileset: 'drawn by code: pixel art', packshot: 'rendered by code: lit shapes', 'generative-art': 'drawn by code: generative art',
  gradient: 'drawn by code: gradient', 'ui-mockup': 'drawn by code: interface mock-up', card: 'set by code: card', placeholder: 'stand-in: the image could not be made',
}

export function makerWords({ generator }: Image): string {
  if (generator === null) return 'image by: a person'
  const at = generator.indexOf(':')
  return MADE_BY[generator] ?? (at === -1 ? `image by: ${generator}` : `image by: ${generator.slice(at + 1)} (${generator.slice(0, at)})`)
}
