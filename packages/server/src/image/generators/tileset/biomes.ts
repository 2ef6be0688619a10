/** Places that tiles can be of, each with its colours and the map that is built of them to show that they join. */
import type { Hex } from '../colour.ts'
import { lighter, mix } from '../colour.ts'
import { rampOf } from '../sprite/pixel-canvas.ts'
import type { Ramps } from './tile.ts'

export type Plan = 'indoors' | 'farm' | 'wild'

export interface Biome {
  readonly said: string
  readonly words: RegExp
  readonly plan: Plan
  readonly details: readonly string[]
  readonly ground: Hex
  readonly second: Hex
  readonly water: Hex
  readonly stone: Hex
  readonly wood: Hex
  readonly leaf: Hex
  readonly accents: readonly Hex[]
  readonly shade: Hex
}

/** The last takes what no other knows. */
export const BIOMES: readonly Biome[] = [
  { said: 'a flooded library', words: /library|books?\b|archive/i, plan: 'indoors', ground: '#8f8672', second: '#7b5a48', water: '#3d8a99', stone: '#76828a', wood: '#8a5a3a', leaf: '#6b8f4e', accents: ['#b8453f', '#3f6fa8', '#c99a3f', '#5f8a5a'], shade: '#1f2a4a', details: ['shelves full of spines', 'books afloat', 'moss on the stones', 'stairs up and stairs down', 'water edges that loop'] },
  { said: 'a farm', words: /farm|crops?|field|harvest/i, plan: 'farm', ground: '#7fa65a', second: '#8a5f45', water: '#4a8fb8', stone: '#9a948c', wood: '#9a6a44', leaf: '#5f9a4a', accents: ['#c4503f', '#e0a33f', '#8a5fb0', '#e9d68a'], shade: '#27305c', details: ['four crops in three stages of growth', 'a fence', 'a well', 'one lit window'] },
  { said: 'a dungeon', words: /dungeon|crypt|cave|castle|ruin/i, plan: 'indoors', ground: '#6d6a78', second: '#5a4f5f', water: '#4f8a5f', stone: '#7d7888', wood: '#7a5540', leaf: '#6a8f52', accents: ['#b04a4a', '#c9a04a', '#5a7fb0', '#8a5fa0'], shade: '#191634', details: ['mossy walls', 'old shelves', 'a lamp', 'stairs down', 'murky water with a bank'] },
  { said: 'a winter shore', words: /winter|snow|ice|frost/i, plan: 'wild', ground: '#dfeaf0', second: '#b5c9d6', water: '#5f9ac4', stone: '#8f9db0', wood: '#7d6150', leaf: '#5d8a84', accents: ['#c9504f', '#f0d07a', '#8fa8e0', '#ffffff'], shade: '#2a3a78', details: ['snow that meets the water', 'frosted bushes', 'rocks'] },
  { said: 'a desert oasis', words: /desert|oasis|dune|beach|sand/i, plan: 'wild', ground: '#e6c98c', second: '#c9a266', water: '#3fa3a8', stone: '#b58a6a', wood: '#8a6040', leaf: '#7a9a4a', accents: ['#d0573f', '#f2e0a0', '#b0608a', '#e89a4a'], shade: '#5a2f58', details: ['sand that meets the water', 'low bushes', 'warm rocks'] },
  { said: 'a meadow with a stream', words: /.*/, plan: 'wild', ground: '#86b85c', second: '#a58558', water: '#4a9ac4', stone: '#98989a', wood: '#8f6540', leaf: '#4f8f4f', accents: ['#d9534f', '#f5d35a', '#a06ac0', '#fff4e0'], shade: '#25406a', details: ['grass that meets the water', 'flowers', 'bushes and rocks'] },
]

/** At dusk or night everything leans to the shade's colour and darkens, but for what glows. */
export function rampsOf(biome: Biome, mood: 'day' | 'dusk' | 'night'): Ramps {
  const lean = mood === 'day' ? 0 : mood === 'dusk' ? 0.3 : 0.5
  const tint = mood === 'dusk' ? '#4a4a8a' : biome.shade
  const under = (colour: Hex) => (lean === 0 ? colour : lighter(mix(colour, tint, lean), mood === 'dusk' ? -0.02 : -0.05))
  const ramp = (colour: Hex) => rampOf(under(colour), biome.shade)
  return {
    ground: ramp(biome.ground), second: ramp(biome.second), water: ramp(biome.water), stone: ramp(biome.stone), wood: ramp(biome.wood), leaf: ramp(biome.leaf),
    accents: biome.accents.map(under), ink: mix(biome.shade, '#0c0a18', 0.55), glow: '#ffd76a',
  }
}
