/** Lays tiles out so that they show what they can: a room that has flooded, a farm, a shore. */
import type { Random } from '../../../base/random.ts'
import { noise2d } from '../noise.ts'
import { PixelCanvas } from '../sprite/pixel-canvas.ts'
import type { Plan } from './biomes.ts'
import { book, bush, column, crop, fence, floor, flowers, house, lamp, rock, shelf, soil, stairs, wall, well } from './pieces.ts'
import { bank, over, plain, water, type TilePaint } from './tile.ts'

export interface Mapped {
  readonly canvas: PixelCanvas
  /** Each different tile once, in the order of the sheet. */
  readonly tiles: readonly PixelCanvas[]
}

type Wet = (x: number, y: number) => boolean

/** Sides and corners of land that meet water. */
function meets(wet: Wet, x: number, y: number): { readonly sides: number; readonly corners: number } {
  const [n, e, s, w] = [wet(x, y - 1), wet(x + 1, y), wet(x, y + 1), wet(x - 1, y)]
  const sides = (n ? 1 : 0) | (e ? 2 : 0) | (s ? 4 : 0) | (w ? 8 : 0)
  const corner = (a: boolean, b: boolean, dx: number, dy: number, bit: number) => (!a && !b && wet(x + dx, y + dy) ? bit : 0)
  return { sides, corners: corner(n, e, 1, -1, 1) | corner(e, s, 1, 1, 2) | corner(s, w, -1, 1, 4) | corner(w, n, -1, -1, 8) }
}

export function mapOf(plan: Plan, paint: TilePaint, columns: number, rows: number, random: Random): Mapped {
  const canvas = new PixelCanvas(columns * paint.side, rows * paint.side)
  const put = (x: number, y: number, one: PixelCanvas) => {
    if (x >= 0 && y >= 0 && x < columns && y < rows) canvas.draw(one, x * paint.side, y * paint.side)
  }
  return plan === 'indoors' ? indoors(paint, columns, rows, random, canvas, put) : plan === 'farm' ? farm(paint, columns, rows, random, canvas, put) : wild(paint, columns, rows, random, canvas, put)
}

type Put = (x: number, y: number, one: PixelCanvas) => void

/** A pool whose edge follows noise. */
function pool(random: Random, columns: number, rows: number, top: number, share: number): Wet {
  const noise = noise2d(random)
  const [cx, cy] = [columns * random.between(0.5, 0.68), top + (rows - top) * random.between(0.5, 0.62)]
  const dry = (x: number, y: number) => Math.hypot((x - cx) / columns * 1.9, (y - cy) / (rows - top) * 1.9) + noise(x * 0.33 + 20, y * 0.33 + 20) * 0.5 > share
  return (x, y) => y >= top && !dry(Math.max(0, Math.min(columns - 1, x)), Math.max(top, Math.min(rows - 1, y)))
}

function groundWith(wet: Wet, columns: number, rows: number, top: number, paint: TilePaint, land: (x: number, y: number) => PixelCanvas, put: Put): void {
  for (let y = top; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      if (wet(x, y)) put(x, y, water(paint, (x + y) % 2 * 2))
      else {
        const { sides, corners } = meets(wet, x, y)
        put(x, y, sides + corners === 0 ? land(x, y) : bank(paint, land(x, y), sides, corners))
      }
    }
  }
}

const edgesOf = (paint: TilePaint, land: PixelCanvas): PixelCanvas[] => [[9, 0], [1, 0], [3, 0], [8, 0], [2, 0], [12, 0], [4, 0], [6, 0], [0, 1], [0, 2], [0, 4], [0, 8]].map(([sides, corners]) => bank(paint, land, sides as number, corners))

function indoors(paint: TilePaint, columns: number, rows: number, random: Random, canvas: PixelCanvas, put: Put): Mapped {
  const top = Math.min(3, rows - 1)
  const wet = pool(random, columns, rows, top + 1, 0.72)
  const floors = [floor(paint), floor(paint, 1), floor(paint, 2)]
  groundWith(wet, columns, rows, top, paint, () => floors[random.below(7)] ?? floors[0] as PixelCanvas, put)
  for (let x = 0; x < columns; x++) {
    put(x, 0, wall(paint, random.below(3)))
    const opening = x % 8
    for (let y = 1; y < top; y++) put(x, y, opening === 3 ? wall(paint, 1) : shelf(paint, (x * 5 + y * 3) % 7))
  }
  for (let x = 3; x < columns; x += 8) {
    put(x, top - 1, x === 3 ? stairs(true)(paint) : over(wall(paint, 1), lamp(paint)))
    put(x, top, floors[0] as PixelCanvas)
  }
  const standing = (x: number, y: number, piece: PixelCanvas) => {
    if (!wet(x, y) && meets(wet, x, y).sides === 0) put(x, y, over(floors[0] as PixelCanvas, piece))
  }
  standing(1, rows - 3, column(paint))
  standing(columns - 2, rows - 2, column(paint))
  standing(1, top + 1, column(paint))
  if (!wet(2, rows - 2)) put(2, rows - 2, stairs(false)(paint))
  for (const y of [top + 2, top + 3]) for (const x of [0, 1, 2]) if (!wet(x, y) && y < rows - 3) put(x, y, shelf(paint, x + y))
  let afloat = 0
  for (let tries = 0; tries < 60 && afloat < 5; tries++) {
    const [x, y] = [random.below(columns), top + random.below(rows - top)]
    if (wet(x, y) && wet(x + 1, y) && wet(x - 1, y)) put(x, y, over(water(paint), book(paint, afloat++)))
  }
  const [dry] = floors as [PixelCanvas]
  return {
    canvas,
    tiles: [shelf(paint), shelf(paint, 2), shelf(paint, 5), book(paint), over(water(paint), book(paint, 1)), wall(paint), wall(paint, 1), wall(paint, 2), stairs(true)(paint), stairs(false)(paint), column(paint), lamp(paint), ...floors, water(paint), water(paint, 1), water(paint, 2), ...edgesOf(paint, dry)],
  }
}

function farm(paint: TilePaint, columns: number, rows: number, random: Random, canvas: PixelCanvas, put: Put): Mapped {
  const { ground } = paint.ramps
  const grass = [0, 1, 2, 3].map((variant) => plain(paint, ground, 'tufts', variant))
  const earth = soil(paint)
  const wet: Wet = (x, y) => x >= columns - 3 - (y + 1) % 2 * (y > rows * 0.6 ? 1 : 0) && y >= Math.ceil(rows * 0.55)
  groundWith(wet, columns, rows, 0, paint, () => random.pick(grass), put)
  const home = house(paint)
  canvas.draw(home, (columns - 5) * paint.side, paint.side)
  const beds = Math.min(4, Math.floor((columns - 6) / 2))
  for (let kind = 0; kind < beds; kind++) {
    for (let j = 0; j < 6 && 3 + j < rows - 1; j++) {
      for (const half of [0, 1]) put(1 + kind * 2 + half + (kind > 1 ? 1 : 0), 2 + j, over(earth, crop(kind, Math.min(2, Math.floor(j / 2)))(paint)))
    }
  }
  for (let x = 0; x < columns - 6; x++) put(x, Math.min(rows - 2, 9), over(random.pick(grass), fence(paint)))
  for (let x = 0; x < columns - 6; x++) put(x, 0, over(random.pick(grass), fence(paint)))
  put(columns - 6, 5, over(grass[0] as PixelCanvas, well(paint)))
  put(columns - 6, 7, over(grass[0] as PixelCanvas, bush(paint, 1)))
  put(columns - 1, 4, over(grass[0] as PixelCanvas, bush(paint)))
  put(columns - 1, 1, over(grass[0] as PixelCanvas, bush(paint, 3)))
  for (const [x, y] of [[columns - 4, 4], [columns - 5, 5], [0, rows - 1], [4, rows - 1], [columns - 7, rows - 1]] as const) put(x, y, flowers(paint, x))
  const [green] = grass as [PixelCanvas]
  const crops = [0, 1, 2, 3].flatMap((kind) => [0, 1, 2].map((stage) => over(earth, crop(kind, stage)(paint))))
  return { canvas, tiles: [...crops, earth, fence(paint), well(paint), bush(paint), bush(paint, 1), ...grass.slice(0, 2), flowers(paint), water(paint), ...edgesOf(paint, green)] }
}

function wild(paint: TilePaint, columns: number, rows: number, random: Random, canvas: PixelCanvas, put: Put): Mapped {
  const { ground } = paint.ramps
  const grass = [0, 1, 2, 3, 5].map((variant) => plain(paint, ground, 'tufts', variant))
  const bend = noise2d(random.fork('stream'))
  const wide = random.between(1, 1.6)
  const stream: Wet = (x, y) => Math.abs(x - columns * 0.5 - bend(0.5, y * 0.21 + 9) * columns * 0.5) < wide + (y > rows * 0.6 ? (y - rows * 0.6) * 0.7 : 0)
  groundWith(stream, columns, rows, 0, paint, () => random.pick(grass), put)
  for (let i = 0; i < columns * rows / 5; i++) {
    const [x, y] = [random.below(columns), random.below(rows)]
    const { sides, corners } = meets(stream, x, y)
    if (stream(x, y) || sides + corners > 0) continue
    const base = random.pick(grass)
    put(x, y, random.chance(0.4) ? flowers(paint, i) : over(base, random.chance(0.65) ? bush(paint, random.below(3)) : rock(paint)))
  }
  const [green] = grass as [PixelCanvas]
  return { canvas, tiles: [...grass.slice(0, 3), flowers(paint), flowers(paint, 1), bush(paint), bush(paint, 1), rock(paint), water(paint), water(paint, 1), ...edgesOf(paint, green)] }
}
