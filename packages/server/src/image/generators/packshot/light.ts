/** Four ways to light a table, and the grounds a prompt may name. */
import type { GeneratorParams } from '@troupe/contract/image'
import { seeded, type Random } from '../../../base/random.ts'
import { lighter, mix, type Hex } from '../colour.ts'
import { noise2d } from '../noise.ts'
import { coloursIn } from '../prompt-words.ts'
import { lightOfHex, type Texture } from './material.ts'
import type { Solid } from './solid.ts'
import { unit, type Stage, type Vector } from './stage.ts'

export type LightName = NonNullable<GeneratorParams['packshot']['light']>

export interface Set {
  readonly light: LightName
  readonly ground: Hex
  readonly groundSaid: string
  /** How it is lit, in words. */
  readonly said: string
  readonly details: readonly string[]
  /** −1: the lamp is at the camera's left. */
  readonly side: -1 | 1
  readonly mirror: number
  readonly texture: Texture | null
}

const PAPERS: readonly Hex[] = ['#b9b1a6', '#c9beb0', '#a9b0ae', '#d3c0b2', '#b3bba9', '#c4b7c0', '#d9d3c8']

export function setOf(asked: LightName | undefined, prompt: string, random: Random): Set {
  const light = asked ?? (/dark[- ]field|black acrylic|rim light|bright rim/i.test(prompt) ? 'dark-field'
    : /raking|low light|long (?:soft )?shadow|evening|morning/i.test(prompt) ? 'raking'
      : /straight above|overhead|flat lay|top[- ]down/i.test(prompt) ? 'overhead' : 'softbox')
  const side = /from (?:camera )?right|shadows? to the left/i.test(prompt) ? 1 : -1
  if (light === 'dark-field') {
    return { light, side, ground: '#0b0c0d', groundSaid: 'a black mirror of acrylic', said: 'lit from behind its edges on black acrylic that mirrors it', details: ['a bright rim on every edge', 'a clean mirror image below'], mirror: 0.5, texture: null }
  }
  const linen = /linen|cloth|fabric|canvas/i.test(prompt)
  const white = /\bwhite (?:background|ground|sweep|paper|table)|pure white|\bon white\b/i.test(prompt)
  const groundWords = /(?:on|against|over) (?:an? |the )?([^,.]*)/i.exec(prompt)?.[1] ?? ''
  const named = coloursIn(groundWords)[0]
  const ground: Hex = linen ? mix('#d8cbb4', random.pick(PAPERS), 0.25) : white ? '#f4f3f1' : named?.colour ?? random.pick(PAPERS)
  const groundSaid = linen ? 'linen' : white ? 'white' : named ? `a ${named.word} sweep` : 'a plain paper sweep'
  const left = side === -1 ? 'left' : 'right'
  const reflection = /reflection|reflect|gloss|acrylic|mirror/i.test(prompt)
  const texture = linen ? weave(random) : null
  return light === 'raking'
    ? { light, side, ground, groundSaid, said: `in low light from the ${left} that draws long soft shadows on ${groundSaid}`, details: ['long soft shadows', ...(linen ? ['the weave of the linen'] : [])], mirror: 0, texture }
    : light === 'overhead'
      ? { light, side, ground, groundSaid, said: `lit from above on ${groundSaid}`, details: ['light from straight above'], mirror: 0, texture }
      : { light, side, ground, groundSaid, said: `lit by one large softbox from the ${left} on ${groundSaid}${reflection ? ', with a faint reflection under it' : ''}`, details: [`a softbox from the ${left}`, 'a soft shadow', ...(reflection ? ['a faint reflection under the foot'] : []), ...(/card/i.test(prompt) ? ['the shadow side filled by a white card'] : [])], mirror: reflection ? 0.16 : 0.03, texture }
}

/** Units of ground that a tile of linen covers, and its pixels. */
const CLOTH = 2.6
const CLOTH_SIDE = 512
let cloth: Float32Array | null = null

/** Woven once: threads over and under, some thicker than others. It is the same linen in every picture, laid down elsewhere. */
function woven(): Float32Array {
  const noise = noise2d(seeded('linen'), 64)
  return Float32Array.from({ length: CLOTH_SIDE * CLOTH_SIDE }, (_, k) => {
    const [u, v] = [k % CLOTH_SIDE / CLOTH_SIDE * 64, Math.floor(k / CLOTH_SIDE) / CLOTH_SIDE * 64]
    const warp = Math.sin(u / 64 * 40 * 2 * Math.PI + noise(u / 8, v) * 1.6)
    const weft = Math.sin(v / 64 * 40 * 2 * Math.PI + noise(u, v / 8 + 32) * 1.6)
    return 1 + 0.055 * warp * weft + (noise(u / 16, v) + noise(u, v / 16)) * 0.05
  })
}

function weave(random: Random): Texture {
  const table = cloth ??= woven()
  const [shiftX, shiftZ] = [random.next() * CLOTH, random.next() * CLOTH]
  return (x, _, z, out) => {
    if (x > 900) return
    const i = (x + shiftX) / CLOTH * CLOTH_SIDE & (CLOTH_SIDE - 1)
    const j = (z + shiftZ) / CLOTH * CLOTH_SIDE & (CLOTH_SIDE - 1)
    const light = table[j * CLOTH_SIDE + i] as number
    for (let c = 0; c < 3; c++) out[c] = (out[c] as number) * light
  }
}

/** The stage for a set: where the lamps stand. */
export function lit(set: Set, solids: readonly Solid[], camera: { readonly eye: Vector; readonly target: Vector; readonly angle: number }): Stage {
  const { side, ground: hex, mirror, texture } = set
  const near = lightOfHex(hex)
  const white = hex === '#f4f3f1'
  const common = { solids, ...camera }
  if (set.light === 'dark-field') {
    return {
      ...common, ground: { near: lightOfHex('#060707'), far: lightOfHex('#121416'), mirror, texture },
      key: { towards: unit([-0.8, 0.5, -0.4]), power: 0.35, size: 0.25, colour: [1, 1, 1] }, fill: { towards: unit([0.8, 0.4, -0.3]), power: 0.1 }, ambient: 0.05, rim: 1.15,
      panels: [{ towards: [-1, 0.25, 0.12], wide: 0.16, high: 1.6, power: 1.9 }, { towards: [1, 0.25, 0.02], wide: 0.16, high: 1.6, power: 1.9 }, { towards: [0, 1, -0.25], wide: 1.1, high: 0.16, power: 1.2 }],
    }
  }
  if (set.light === 'raking') {
    const towards = unit([side * 1, 0.4, 0.28])
    return {
      ...common, ground: { near, far: lightOfHex(lighter(hex, 0.02)), mirror, texture },
      key: { towards, power: 1.05, size: 0.13, colour: [1, 0.93, 0.82] }, fill: { towards: unit([-side, 0.5, 0.6]), power: 0.16 }, ambient: 0.2, rim: -0.5,
      panels: [{ towards: [side, 0.5, 0.75], wide: 0.14, high: 0.75, power: 2.4 }],
    }
  }
  if (set.light === 'overhead') {
    return {
      ...common, ground: { near, far: white ? near : lightOfHex(lighter(hex, 0.03)), mirror, texture },
      key: { towards: unit([side * 0.42, 1, -0.5]), power: 0.85, size: 0.3, colour: [1, 0.99, 0.97] }, fill: { towards: unit([-side, 1, 0.4]), power: 0.25 }, ambient: 0.38, rim: -0.4,
      panels: [{ towards: [side * 0.35, 1, -0.3], wide: 0.13, high: 1.4, power: 0.75 }, { towards: [-side * 0.7, 1, 0.4], wide: 0.3, high: 0.5, power: 0.3 }],
    }
  }
  return {
    ...common, ground: { near, far: lightOfHex(white ? hex : lighter(hex, 0.075)), mirror, texture },
    key: { towards: unit([side * 0.85, 0.85, 0.55]), power: 0.88, size: 0.32, colour: [1, 0.985, 0.96] }, fill: { towards: unit([-side, 0.35, 0.5]), power: 0.24 }, ambient: 0.3, rim: -0.45,
    panels: [{ towards: [side * 1, 0.75, 0.55], wide: 0.42, high: 0.55, power: 2.1 }, { towards: [-side * 1, 0.3, 0.5], wide: 0.3, high: 0.5, power: 0.28 }],
  }
}
