/** Maps of places that do not exist: one hexagon a district, one dot a hundred trees. */
import { along, lighter, mix, type Hex } from '../colour.ts'
import { noise2d, octaves } from '../noise.ts'
import { inWords, listed } from '../said.ts'
import { short } from '../svg.ts'
import { TOWNS, type ChartBrief, type DrawnChart } from './drawn.ts'
import { FRAME, INK, label, PAPER, SOFT } from './sheet.ts'

const DISTRICTS = ['Lower Quay', 'Mill Heath', 'St Orla', 'The Larches', 'Copperfold', 'Nine Wells', 'Old Rope Yard', 'Harrow Green', 'Eastfen', 'Tollgate'] as const
const STEPS = 5

/** Axial coordinates on a field of pointed-top hexagons; the shape is what noise leaves of a disc. */
export function hexagonMap({ random, accent }: ChartBrief): DrawnChart {
  const land = noise2d(random.fork('land'))
  const level = octaves(noise2d(random.fork('level')), 2)
  const r = 28
  const [cx, cy] = [500, 530]
  const cells = []
  for (let row = -6; row <= 6; row++) {
    for (let column = -8; column <= 8; column++) {
      const [x, y] = [(column + (row & 1) / 2) * r * Math.sqrt(3), row * r * 1.5]
      if (Math.hypot(x / 325, y / 245) + land(x / 120 + 20, y / 120 + 20) * 0.42 > 0.93) continue
      cells.push({ x: cx + x, y: cy + y, value: level(x / 210 + 40, y / 210 + 40) - Math.hypot(x, y) / 900 })
    }
  }
  const sorted = cells.map(({ value }) => value).sort((a, b) => a - b)
  const stepOf = (value: number) => Math.min(STEPS - 1, Math.floor(sorted.findIndex((one) => one >= value) / sorted.length * STEPS))
  const ramp = Array.from({ length: STEPS }, (_, i) => along([mix(accent, PAPER, 0.82), accent, lighter(accent, -0.2)], i / (STEPS - 1)))
  const hexagon = (x: number, y: number, size: number) => Array.from({ length: 6 }, (_, i) => `${short(x + size * Math.sin(i * Math.PI / 3))} ${short(y + size * Math.cos(i * Math.PI / 3))}`).join('L')
  const drawn = cells.map(({ x, y, value }) => `<path d="M${hexagon(x, y, r - 1.6)}Z" fill="${ramp[stepOf(value)] as Hex}"/>`)
  const names = random.shuffle(DISTRICTS)
  const extremes = [cells.reduce((a, b) => (b.value > a.value ? b : a)), cells.reduce((a, b) => (b.value < a.value ? b : a)), cells.filter(({ x }) => x > cx + 90).sort((a, b) => stepOf(b.value) - stepOf(a.value) || a.y - b.y)[0] ?? cells[0]] as typeof cells
  const told = ['most doorbells', 'room for everyone', 'filling up']
  const sides: readonly { readonly x: number; readonly y: number; readonly anchor: 'start' | 'end' }[] = extremes.map(({ x }, i) => (x > cx ? { x: 936, y: [290, 720, 420][i] as number, anchor: 'end' } : { x: FRAME.left, y: [290, 780, 420][i] as number, anchor: 'start' }))
  const notes = extremes.map((cell, i) => {
    const side = sides[i] as (typeof sides)[number]
    return `<path d="M${hexagon(cell.x, cell.y, r - 1)}Z" fill="none" stroke="${INK}" stroke-width="2.4"/><path d="M${short(cell.x)} ${short(cell.y)}L${short(side.x + (side.anchor === 'start' ? 90 : -90))} ${short(side.y + (side.y < cell.y ? 34 : -24))}" stroke="${INK}" stroke-width="1.2" fill="none"/><circle cx="${short(cell.x)}" cy="${short(cell.y)}" r="4" fill="${INK}"/>${label(side.x, side.y, names[i] as string, { colour: INK, weight: 600, size: 20, anchor: side.anchor })}${label(side.x, side.y + 23, told[i] as string, { size: 17, anchor: side.anchor })}`
  })
  const swatches = ramp.map((colour, i) => `<path d="M${hexagon(410 + i * 34, 866, 17)}Z" fill="${colour}"/>`)
  return {
    title: 'One hexagon, one district: the big empty ones stop shouting',
    subtitle: 'People by district in an invented town, five steps of equal count',
    body: [...drawn, ...notes, label(382, 872, 'From few people', { anchor: 'end', size: 18 }), ...swatches, label(574, 872, 'to many, a fifth of the districts each', { size: 18 })].join(''),
    alt: `Hexagon tile map of ${cells.length} invented districts shaded in five steps of one colour. ${listed(names.slice(0, 3))} are annotated with thin leader lines; the legend is a sentence of hexagons. Synthetic data.`,
    subject: 'a hexagon tile map of invented districts', details: [`${names[0] as string} is the darkest`, `${names[1] as string} is the palest`, 'thin leader lines', 'a legend that reads as a sentence', 'a note that the data are synthetic'], colours: [PAPER, ...ramp].slice(0, 6),
  }
}

/** Street trees along a river: dots by rejection, thicker near the water and the parks. */
export function dotMap({ random, named }: ChartBrief): DrawnChart {
  const paper: Hex = '#f0e9db'
  const green: Hex = named.find((colour) => colour !== '#f2ece0') ?? '#4f7a52'
  const bend = noise2d(random.fork('river'))
  const [top, bottom, left, right] = [246, 884, 64, 936]
  const fall = random.between(-0.16, 0.16)
  const river = (x: number) => 560 + bend(x / 260 + 30, 3) * 210 + (x - 500) * fall
  const half = (x: number) => 17 + 9 * bend(x / 120 + 60, 9)
  const parks = Array.from({ length: 3 }, () => ({ x: random.between(160, 840), y: random.between(320, 820), r: random.between(40, 78) }))
  const path = Array.from({ length: 60 }, (_, i) => left - 20 + i / 59 * (right - left + 40))
  const shore = [...path.map((x) => `${short(x)} ${short(river(x) - half(x))}`), ...path.toReversed().map((x) => `${short(x)} ${short(river(x) + half(x))}`)].join('L')
  const dots: string[] = []
  let near = 0
  for (let tries = 0; tries < 40_000 && dots.length < 1500; tries++) {
    const [x, y] = [random.between(left, right), random.between(top, bottom)]
    const away = Math.abs(y - river(x)) - half(x)
    if (away < 4) continue
    const park = Math.max(0, ...parks.map((one) => 1 - (Math.hypot(x - one.x, y - one.y) / one.r) ** 2))
    const street = Math.min(Math.abs((x + y * 0.3) % 74 - 37), Math.abs((y - x * 0.22 + 900) % 66 - 33)) < 5 ? 0.13 : 0.012
    const edge = Math.min(1, (x - left) / 60, (right - x) / 60, (y - top) / 50, (bottom - y) / 50)
    if (!random.chance((0.78 * Math.exp(-away / 15) + park * 0.9 + street) * edge)) continue
    if (away < 40) near++
    dots.push(`<circle cx="${short(x)}" cy="${short(y)}" r="${short(random.between(2, 3.1))}" fill="${park > 0.1 ? lighter(green, -0.06) : green}" fill-opacity="0.8"/>`)
  }
  const share = Math.round(near / Math.max(1, dots.length) * 100)
  const name = random.pick(TOWNS)
  return {
    title: `${share} % of ${name}’s street trees can see the river`,
    subtitle: 'One dot a hundred trees in an invented town; the river is decorative, the parks are not',
    body: [`<clipPath id="map"><rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" rx="10"/></clipPath><g clip-path="url(#map)"><rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" fill="${mix(paper, '#ffffff', 0.35)}"/>`, ...parks.map(({ x, y, r }) => `<circle cx="${short(x)}" cy="${short(y)}" r="${short(r)}" fill="${mix(green, paper, 0.8)}"/>`), `<path d="M${shore}Z" fill="#b7cfd6"/>`, ...dots, '</g>', `<circle cx="70" cy="916" r="3.4" fill="${green}"/>`, label(84, 922, 'a hundred trees', { size: 17, colour: SOFT })].join(''),
    alt: `Dot-density map of street trees in an invented town on muted paper: ${dots.length} green dots, thickest along a pale blue river that winds from left to right, and in ${inWords(parks.length)} parks. Synthetic data.`,
    subject: 'a dot map of street trees along a river', details: ['the river shows by its trees', 'three parks', 'one dot a hundred trees', 'muted paper', 'a note that the data are synthetic'], colours: [paper, green, '#b7cfd6'], paper,
  }
}
