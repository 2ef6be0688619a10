/**
 * Product photographs without a camera: what the prompt names, on the ground and in the light it names. Single things, a row in
 * descending height, or a grid from one angle.
 */
import type { GeneratorParams } from '@troupe/contract/image'
import type { Random } from '../../../base/random.ts'
import type { Generate, Generated } from '../../generated.ts'
import { lighter, mix, type Hex } from '../colour.ts'
import { coloursIn, countOf } from '../prompt-words.ts'
import { aOrAn, described, inWords, listed } from '../said.ts'
import { sizeOf, type Size } from '../size.ts'
import { adaptiveRender, type Shade } from './adaptive-render.ts'
import { blanket } from './blanket.ts'
import { kitchenTool, TOOL_NAMES } from './kitchen-tools.ts'
import { lit, setOf, type Set } from './light.ts'
import type { Texture } from './material.ts'
import { THINGS, type Thing } from './objects.ts'
import { placed, type Solid } from './solid.ts'
import { look, texturesOf } from './look.ts'
import type { Stage } from './stage.ts'
import { watch } from './watch.ts'

type Params = GeneratorParams['packshot']

/** Somewhat under a thousand pixels: a ray traced for nobody to see costs as much as another. */
const SQUARE: Size = { width: 880, height: 880 }
const UPRIGHT: Size = { width: 784, height: 980 }
const WIDE: Size = { width: 1020, height: 720 }

export const packshot: Generate<Params> = (params, random) => {
  const prompt = [params.object ?? '', params.prompt ?? ''].join(' ')
  if (/blanket|\bthrows?\b|towel|\bwool/i.test(prompt)) return blanketViews(params, prompt, random)
  if (/\btools?\b|utensil|kitchen|catalogue grid|cutlery/i.test(prompt) || (params.arrangement === 'grid' && params.object === undefined && prompt.trim() === '')) return toolGrid(params, prompt, random)
  if (/watch|timepiece/i.test(prompt)) return watchFromAbove(params, prompt, random)
  return things(params, prompt, random)
}

/** Of the thing itself: a colour that stands before its name, not one said of the ground. */
function colourOf(prompt: string, own: Hex, random: Random): Hex {
  const thing = coloursIn(prompt.split(/\bon (?:a|the)\b|,/i)[0] ?? '')[0]
  return thing?.colour ?? lighter(mix(own, random.pick(['#b8a38c', '#8fa3a8', '#c98f72', '#9aa68a', '#e4dccd'] as const), random.between(0, 0.45)), random.between(-0.03, 0.04))
}

function things(params: Params, prompt: string, random: Random): Generated {
  const said = THINGS.find(([pattern]) => pattern.test(params.object ?? '')) ?? THINGS.find(([pattern]) => pattern.test(prompt)) ?? random.pick(THINGS)
  const colour = colourOf(prompt, said[2], random.fork('colour'))
  const set = setOf(params.light, prompt, random)
  const count = params.arrangement === 'grid' ? 9 : params.arrangement === 'row' ? countOf(prompt, '\\w+(?: \\w+)?') ?? 3 : params.arrangement === 'single' ? 1 : Math.min(5, rowIn(prompt))
  const make = (key: string): Thing => said[1]({ colour, random: random.fork(key) })
  if (count === 9) return gridOf(params, Array.from({ length: 9 }, (_, i) => make(`grid-${i}`)), set, colour)
  const first = make('thing-0')
  const row = Array.from({ length: count }, (_, i) => ({ thing: i === 0 ? first : make('thing-0'), scale: 1 - i * 0.17 }))
  const reach = (solid: Solid) => solid.box.high[0] - solid.box.low[0]
  let at = 0
  const spots = row.map(({ thing, scale }) => {
    const spot = at + reach(thing.solid) * scale / 2
    at += reach(thing.solid) * scale + 0.16
    return spot
  })
  const middle = (at - 0.16) / 2
  const solids = row.map(({ thing, scale }, i) => placed(thing.solid, { x: (spots[i] as number) - middle, z: i % 2 * 0.12, angle: count === 1 ? random.between(-0.35, 0.1) : 0.2 * i, scale }))
  const high = Math.max(...solids.map(({ box }) => box.high[1]))
  const wide = Math.max(at, high * 0.8)
  const air = /space above|for type|copy space|air/i.test(prompt)
  const size = sizeOf(params, count > 1 ? UPRIGHT : SQUARE)
  const need = Math.max(high * 1.9, wide * 1.3 * size.height / size.width) * (air ? 1.15 : 1)
  const angle = 17
  const distance = need / 2 / Math.tan(angle * Math.PI / 360)
  const elevation = set.light === 'dark-field' ? 0.09 : set.light === 'overhead' ? 0.9 : 0.26
  const stage = lit(set, solids, {
    eye: [0, high * 0.45 + Math.sin(elevation) * distance, Math.cos(elevation) * distance], target: [0, high * (air ? 0.95 : set.light === 'dark-field' ? 0.3 : 0.44), 0], angle,
  })
  const name = count === 1 ? first.said : `${inWords(count)} ${plural(first)} in descending height`
  return {
    picture: { ...size, data: adaptiveRender(size.width, size.height, look(stage, { left: 0, top: 0, ...size }), texturesOf(stage)) },
    description: described({
      alt: `Studio picture of ${name}, ${colourSaid(prompt, said[0])}${set.said}.${air ? ' The upper half is left empty.' : ''}`,
      subject: `${name} on ${set.groundSaid}`,
      details: [...first.details.slice(0, 3), ...set.details, ...(air ? ['room for words above'] : [])],
      colours: [set.ground, colour, lighter(set.ground, -0.2)],
    }),
  }
}

function colourSaid(prompt: string, thing: RegExp): string {
  const colour = coloursIn(prompt.split(/\bon (?:a|the)\b|,/i)[0] ?? '')[0]
  return colour && thing.test(prompt) ? `${colour.word} in colour, ` : ''
}

function plural({ said, many }: Thing): string {
  return many ?? `${said.replace(/^an? |^the /, '')}s`
}

function rowIn(prompt: string): number {
  return countOf(prompt, '(?:\\w+ )?(?:\\w+ )?(?:jars|bottles|cups|mugs|vases|bowls|candles|boxes|lamps)') ?? (/\b(jars|bottles|cups|mugs|vases|bowls|candles|lamps)\b/i.test(prompt) ? 3 : 1)
}

/** Each cell has its own stage, alike but for the thing on it. */
function inCells(size: Size, cells: readonly { readonly stage: Stage; readonly left: number; readonly top: number; readonly width: number; readonly height: number }[], columns: number): Uint8Array {
  const rows = Math.ceil(cells.length / columns)
  const looks: readonly { readonly shade: Shade; readonly first: number }[] = (() => {
    let first = 0
    return cells.map((cell) => {
      const entry = { shade: look(cell.stage, cell), first }
      first += texturesOf(cell.stage).length
      return entry
    })
  })()
  const textures: readonly (Texture | null)[] = cells.flatMap(({ stage }) => texturesOf(stage))
  return adaptiveRender(size.width, size.height, (x, y, out) => {
    const column = Math.max(0, Math.min(columns - 1, Math.floor(x / size.width * columns)))
    const row = Math.max(0, Math.min(rows - 1, Math.floor(y / size.height * rows)))
    const { shade, first } = looks[Math.min(cells.length - 1, row * columns + column)] as { readonly shade: Shade; readonly first: number }
    return first + shade(x, y, out)
  }, textures)
}

function gridOf(params: Params, contents: readonly Thing[], set: Set, colour: Hex): Generated {
  const size = sizeOf(params, SQUARE)
  const [width, height] = [size.width / 3, size.height / 3]
  const cells = contents.map(({ solid }, i) => ({
    stage: lit(set, [solid], { eye: [0, 2.6, 7.4], target: [0, 0.62, 0], angle: 17 }), left: i % 3 * width, top: Math.floor(i / 3) * height, width, height,
  }))
  const name = plural(contents[0] as Thing)
  return {
    picture: { ...size, data: inCells(size, cells, 3) },
    description: described({
      alt: `Nine ${name} in a grid of three by three, each seen from one angle, ${set.said}.`,
      subject: `nine ${name}`, details: ['one angle for all nine', 'no two quite alike', ...set.details], colours: [set.ground, colour],
    }),
  }
}

function toolGrid(params: Params, prompt: string, random: Random): Generated {
  const set = setOf(params.light ?? 'softbox', /\bwhite\b/i.test(prompt) || prompt.trim() === '' ? `${prompt} pure white` : prompt, random)
  const size = sizeOf(params, SQUARE)
  const [width, height] = [size.width / 3, size.height / 3]
  const beech = random.pick(['#c99a66', '#b9854f', '#8d5f3c', '#d9b48a'] as const)
  const cells = random.fork('order').shuffle(TOOL_NAMES.map((_, i) => i)).map((tool, i) => ({
    stage: lit(set, [placed(kitchenTool(tool, beech), { angle: -0.32 })], { eye: [0, 1.7, 11.5], target: [0, 0.87, 0], angle: 11.4 }),
    left: i % 3 * width, top: Math.floor(i / 3) * height, width, height,
  }))
  return {
    picture: { ...size, data: inCells(size, cells, 3) },
    description: described({
      alt: `Nine kitchen tools standing upright in a grid of three by three on ${set.groundSaid}: ${listed(TOOL_NAMES)}. The angle and the light are the same in each, and each row stands on one line.`,
      subject: 'nine kitchen tools in a grid',
      details: ['one baseline in each row', 'the same soft shadow under each', 'steel heads on wooden handles', 'the wires of the whisk', ...set.details],
      colours: [set.ground, '#b7bbbe', beech],
    }),
  }
}

function watchFromAbove(params: Params, prompt: string, random: Random): Generated {
  const set = setOf(params.light ?? 'overhead', /\bwhite\b/i.test(prompt) || !/\bon\b|background/i.test(prompt) ? `${prompt} pure white` : prompt, random)
  const dial: Hex = random.pick(['#39434f', '#2f4a45', '#8b8f93', '#1f2c4a', '#6b5a47'] as const)
  const size = sizeOf(params, SQUARE)
  const stage = lit({ ...set, light: 'overhead' }, [placed(watch(random.fork('watch'), dial), { angle: 0 })], { eye: [0, 14, 0.0001], target: [0, 0, 0], angle: 14.5 })
  return {
    picture: { ...size, data: adaptiveRender(size.width, size.height, look(stage, { left: 0, top: 0, ...size }), texturesOf(stage)) },
    description: described({
      alt: `A steel wristwatch on a link bracelet, seen from straight above on ${set.groundSaid}. A narrow strip of light fans over the brushed dial; the second hand is orange.`,
      subject: `a steel wristwatch on ${set.groundSaid}`,
      details: ['the strip of light on the brushed dial', 'a thin orange second hand', 'no name on the dial', 'the polished bezel', 'no dust'],
      colours: [set.ground, '#c9cdd0', dial, '#d9713c'],
    }),
  }
}

function blanketViews(params: Params, prompt: string, random: Random): Generated {
  const set = setOf(params.light, prompt, random)
  const named = coloursIn(prompt)[0]
  const colour: Hex = named?.colour ?? random.pick(['#b5593c', '#7d8f78', '#c9a25a', '#5f7388', '#a8847c'] as const)
  const size = sizeOf(params, WIDE)
  const three = /three-quarter|top view|views|frame to frame/i.test(prompt) || params.arrangement !== 'single'
  const solid = blanket(random.fork('blanket'), colour)
  const views = three ? [[0, 0.14, 'front'], [0.7, 0.42, 'three-quarter'], [0, 1.45, 'top']] as const : [[0.55, 0.38, 'three-quarter']] as const
  const width = size.width / views.length
  const cells = views.map(([turn, elevation], i) => {
    const distance = 1.16 * size.height / width / Math.tan(8 * Math.PI / 180)
    return {
      stage: lit(set, [placed(solid, { angle: turn })], { eye: [0, 0.3 + Math.sin(elevation) * distance, Math.cos(elevation) * distance], target: [0, 0.28, 0], angle: 16 }),
      left: i * width, top: 0, width, height: size.height,
    }
  })
  return {
    picture: { ...size, data: inCells(size, cells, views.length) },
    description: described({
      alt: three
        ? `One folded wool blanket${named ? ` in ${named.word}` : ''} three times side by side: from the front, at three quarters and from above, in even light on ${set.groundSaid}.`
        : `${aOrAn('folded wool blanket')} on ${set.groundSaid}.`,
      subject: 'a folded wool blanket from three sides',
      details: ['four soft folds', 'two woven stripes', 'the colour is the same in every view', ...set.details],
      colours: [set.ground, colour, lighter(colour, -0.12)],
    }),
  }
}
