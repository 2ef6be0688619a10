/** Palettes for abstract pictures: a ground and a few inks, mixed by hand, and what a prompt names instead. */
import type { Random } from '../../../base/random.ts'
import { lighter, lightness, type Hex } from '../colour.ts'
import { coloursIn } from '../prompt-words.ts'

export interface ArtPalette {
  readonly ground: Hex
  /** Most used first. */
  readonly inks: readonly Hex[]
}

const PALETTES: readonly ArtPalette[] = [
  { ground: '#f2ebdd', inks: ['#27305c', '#b8893b', '#c7583f', '#7f9a94', '#e2b98f'] },
  { ground: '#14182b', inks: ['#e8d9b4', '#d9713c', '#5f8fa8', '#8a4a6e', '#f2b84b'] },
  { ground: '#efe4d6', inks: ['#1f3d3a', '#d9573f', '#e9a13b', '#6f9a86', '#8a5a68'] },
  { ground: '#f6efe6', inks: ['#3b2a4a', '#e2725b', '#f1b24a', '#4f8a8b', '#c9a7b5'] },
  { ground: '#1d1714', inks: ['#f0dcc0', '#c2452d', '#dba24a', '#6a8a7a', '#8c6a8f'] },
  { ground: '#e6ece8', inks: ['#17324a', '#2f7f86', '#e08a5b', '#a7b9a3', '#51456b'] },
  { ground: '#f4ecec', inks: ['#5b2350', '#cf4f6d', '#f2a65a', '#4d6fa3', '#9fb8ad'] },
  { ground: '#20302c', inks: ['#e9e2c8', '#9fb86a', '#e0b04f', '#cf6a4a', '#5f9a96'] },
]

export function artPalette(prompt: string, random: Random): ArtPalette {
  const drawn = random.pick(PALETTES)
  const said = coloursIn(prompt.replace(/paper texture|paper grain|paper/gi, '')).map(({ colour }) => colour)
  const pair = /\b([\w-]+(?: [\w-]+)?) on ([\w-]+(?: [\w-]+)?)/i.exec(prompt)
  const [ink, ground] = pair ? [coloursIn(pair[1] as string).at(-1)?.colour, coloursIn(pair[2] as string)[0]?.colour] : []
  if (ink !== undefined && ground !== undefined) return { ground, inks: [ink, lighter(ink, lightness(ink) > 0.5 ? -0.12 : 0.12), ...said.filter((colour) => colour !== ink && colour !== ground)] }
  if (said.length === 0) return drawn
  const paper: Hex = said.some((colour) => lightness(colour) < 0.75) ? '#f2ebdd' : '#191a2a'
  return { ground: paper, inks: said.length > 1 ? said : [...said, ...drawn.inks.filter((colour) => Math.abs(lightness(colour) - lightness(paper)) > 0.25)] }
}
