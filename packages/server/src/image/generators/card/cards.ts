/** Five sorts of card, each drawn on a square or upright sheet of 1080 units' width. */
import type { Random } from '../../../base/random.ts'
import { chroma, lighter, lightness, mix, readableOn, type Hex } from '../colour.ts'
import { FACES } from '../font-files.ts'
import { circle, grain, line, rect, short, text } from '../svg.ts'
import type { Size } from '../size.ts'
import { fitted } from './type-setting.ts'

export interface CardBrief {
  readonly words: string
  readonly prompt: string
  readonly colours: readonly Hex[]
  readonly view: Size
  readonly random: Random
}
export interface DrawnCard {
  readonly body: string
  readonly said: string
  readonly details: readonly string[]
  readonly colours: readonly Hex[]
}

const DUSKS: readonly (readonly [Hex, Hex])[] = [['#ff7a66', '#ffc48c'], ['#3f4fa8', '#f29bb8'], ['#0f6f74', '#c6ef9a'], ['#6d3f8f', '#ff9f7a'], ['#1f5fb0', '#bfe6f2']]
const FLATS: readonly Hex[] = ['#c6ef3a', '#ffd23f', '#ff8fab', '#8fe0d0', '#ffb26b', '#b9a9ff']

/** Words bottom left in heavy round type, a paper-cut sun top right. */
export function cover({ words, colours, view, random }: CardBrief): DrawnCard {
  const [from, to] = colours.length > 1 ? [colours[0] as Hex, colours[1] as Hex] : random.pick(DUSKS)
  const { width, height } = view
  const ink: Hex = lightness(mix(from, to, 0.7)) > 0.62 ? lighter(mix(from, '#3a1020', 0.72), -0.02) : '#fff8ec'
  const { lines, size } = fitted(words, FACES.round, { width: width * 0.78, height: height * 0.4 }, { leading: 0.98, most: width * 0.2, linesMost: 4 })
  const [sx, sy, r] = [width * 0.74, height * 0.27, width * 0.145]
  const sun = mix(to, '#fff6dd', 0.55)
  const petals = 14
  const edge = Array.from({ length: petals * 2 }, (_, i) => {
    const turn = i / (petals * 2) * 2 * Math.PI + 0.1
    const far = i % 2 ? r * 1.17 : r * (1.46 + random.between(-0.07, 0.07))
    return `${short(sx + Math.cos(turn) * far)} ${short(sy + Math.sin(turn) * far)}`
  })
  // A paper cut lies on the sheet: each piece throws a small soft shadow.
  const cut = (shape: string, fill: Hex, lift: number) => `<g opacity="0.1" transform="translate(${short(lift * 0.6)} ${short(lift)})">${shape.replace('FILL', '#4a1020')}</g><g opacity="0.08" transform="translate(${short(lift * 1.1)} ${short(lift * 1.8)})">${shape.replace('FILL', '#4a1020')}</g>${shape.replace('FILL', fill)}`
  const foot = height * 0.925
  return {
    body: `<defs><linearGradient id="sky" x1="0" y1="0" x2="0.35" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="0.5" stop-color="${mix(from, to, 0.5)}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs>${rect(0, 0, width, height, 'url(#sky)')}${cut(`<path d="M${edge.join('L')}Z" fill="FILL" stroke-linejoin="round"/>`, mix(sun, to, 0.35), 9)}${cut(`<circle cx="${short(sx)}" cy="${short(sy)}" r="${short(r)}" fill="FILL"/>`, sun, 8)}${lines.map((one, i) => text(width * 0.075, foot - (lines.length - 1 - i) * size * 0.98, one, { size, colour: ink, face: FACES.round, weight: 700, spacing: -size * 0.012 })).join('')}${grain(view, 0.05)}`,
    said: `a gradient cover with the words “${words}” in heavy rounded type at the bottom left and a paper-cut sun at the top right`,
    details: ['the paper-cut sun', 'heavy rounded type', 'much air', 'a soft gradient'], colours: [from, to, ink, sun],
  }
}

/** One oversized sticker, askew. */
export function launch({ words, colours, view, random }: CardBrief): DrawnCard {
  const { width, height } = view
  const ground = colours.find((colour) => lightness(colour) > 0.45) ?? random.pick(FLATS)
  const sticker = colours.find((colour) => lightness(colour) < 0.4) ?? '#141414'
  const ink = readableOn(sticker, '#141414', mix(ground, '#ffffff', 0.2))
  const tilt = random.pick([-1, 1]) * random.between(6, 10)
  const { lines, size } = fitted(words, FACES.round, { width: width * 0.62, height: height * 0.4 }, { leading: 0.94, most: width * 0.27, linesMost: 3 })
  const [cx, cy] = [width / 2, height * 0.5]
  const r = width * 0.415
  const notches = 26
  const edge = Array.from({ length: notches * 8 }, (_, i) => {
    const turn = i / (notches * 8) * 2 * Math.PI
    const far = r * (1 + 0.026 * Math.cos(turn * notches))
    return `${short(cx + Math.cos(turn) * far)} ${short(cy + Math.sin(turn) * far)}`
  })
  const path = `M${edge.join('L')}Z`
  const peel = `M${short(cx + r * 0.6)} ${short(cy + r * 0.86)}Q${short(cx + r * 0.62)} ${short(cy + r * 0.58)} ${short(cx + r * 0.92)} ${short(cy + r * 0.52)}Q${short(cx + r * 0.84)} ${short(cy + r * 0.76)} ${short(cx + r * 0.6)} ${short(cy + r * 0.86)}Z`
  return {
    body: `${rect(0, 0, width, height, ground)}<g transform="rotate(${short(tilt)} ${short(cx)} ${short(cy)})"><path d="${path}" fill="${lighter(ground, -0.35, 0.7)}" opacity="0.22" transform="translate(10 20)"/><path d="${path}" fill="${lighter(ground, -0.35, 0.7)}" opacity="0.16" transform="translate(20 36)"/><path d="${path}" fill="${sticker}"/><circle cx="${short(cx)}" cy="${short(cy)}" r="${short(r * 0.9)}" fill="none" stroke="${ink}" stroke-width="5" stroke-dasharray="2 15" stroke-linecap="round"/>${lines.map((one, i) => text(cx, cy + size * 0.35 + (i - (lines.length - 1) / 2) * size * 0.94, one, { size, colour: ink, face: FACES.round, weight: 700, anchor: 'middle', spacing: -size * 0.012 })).join('')}<path d="${peel}" fill="${mix(sticker, '#ffffff', 0.82)}"/></g>${grain(view, 0.07)}`,
    said: `a flat card with one oversized round sticker, a little askew, that reads “${words}”`,
    details: ['the sticker is askew', 'one corner peels', 'two colours and no more', 'paper grain'], colours: [ground, sticker],
  }
}

/** First frame of several: an orange that is half peeled, a line, an arrow. */
export function carousel({ words, colours, view, random }: CardBrief): DrawnCard {
  const { width, height } = view
  const ground = colours.find((colour) => chroma(colour) > 0.03 && colour !== '#f08a24') ?? colours[0] ?? random.pick(['#8fcdf2', '#f2b8c6', '#bfe0c9'] as const)
  const ink = '#ffffff'
  const { lines, size } = fitted(words, FACES.round, { width: width * 0.8, height: height * 0.26 }, { leading: 1.02, most: width * 0.125, linesMost: 3 })
  const [cx, cy, r] = [width * 0.5, height * 0.64, width * 0.235]
  const pips = Array.from({ length: 10 }, (_, i) => {
    const turn = i / 10 * 360 + 6
    return `<g transform="rotate(${turn} ${short(cx)} ${short(cy)})"><path d="M${short(cx)} ${short(cy - r * 0.07)}C${short(cx - r * 0.3)} ${short(cy - r * 0.5)} ${short(cx - r * 0.24)} ${short(cy - r * 0.8)} ${short(cx)} ${short(cy - r * 0.82)}C${short(cx + r * 0.24)} ${short(cy - r * 0.8)} ${short(cx + r * 0.3)} ${short(cy - r * 0.5)} ${short(cx)} ${short(cy - r * 0.07)}Z" fill="${i % 2 ? '#ff9f33' : '#ffad4d'}"/><path d="M${short(cx - r * 0.05)} ${short(cy - r * 0.36)}l${short(-r * 0.05)} ${short(-r * 0.22)}M${short(cx + r * 0.06)} ${short(cy - r * 0.44)}l${short(r * 0.04)} ${short(-r * 0.18)}" stroke="#ffd08a" stroke-width="4" stroke-linecap="round"/></g>`
  })
  // The peel hangs down at the left and curls.
  const peel = `M${short(cx - r * 1.02)} ${short(cy - r * 0.1)}C${short(cx - r * 1.5)} ${short(cy + r * 0.3)} ${short(cx - r * 1.65)} ${short(cy + r * 0.8)} ${short(cx - r * 1.25)} ${short(cy + r * 1.1)}C${short(cx - r * 0.9)} ${short(cy + r * 1.32)} ${short(cx - r * 0.55)} ${short(cy + r * 1.2)} ${short(cx - r * 0.5)} ${short(cy + r * 0.9)}C${short(cx - r * 0.85)} ${short(cy + r * 1.05)} ${short(cx - r * 1.1)} ${short(cy + r * 0.75)} ${short(cx - r * 0.8)} ${short(cy + r * 0.55)}Z`
  const rind = '#f07f1c'
  const dimples = Array.from({ length: 22 }, () => {
    const [turn, far] = [random.between(-0.5, 0.9), random.between(0.945, 0.99)]
    return circle(cx + Math.cos(turn * 2) * r * far, cy + Math.sin(turn * 2) * r * far, 2.4, lighter(rind, -0.08))
  })
  const shade = lighter(ground, -0.13, 1.1)
  const arrow = `<g stroke="${ink}" stroke-width="13" stroke-linecap="round" stroke-linejoin="round" fill="none"><path d="M${width - 150} ${height / 2 + 20}H${width - 58}M${width - 96} ${height / 2 - 20}l40 40l-40 40"/></g>`
  return {
    body: `${rect(0, 0, width, height, ground)}<ellipse cx="${short(cx + 16)}" cy="${short(cy + r * 1.12)}" rx="${short(r * 1.3)}" ry="${short(r * 0.2)}" fill="${shade}" opacity="0.7"/><path d="${peel}" fill="${rind}"/><path d="${peel}" fill="#ffe6c2" transform="translate(${short(cx * 0.16 + 2)} ${short(cy * 0.14)}) scale(0.84)"/>${circle(cx, cy, r, rind)}${dimples.join('')}${circle(cx, cy, r * 0.9, '#fff0d6')}${pips.join('')}${circle(cx, cy, r * 0.06, '#fff0d6')}${lines.map((one, i) => text(width * 0.08, height * 0.15 + i * size * 1.02 + size * 0.2, one, { size, colour: ink, face: FACES.round, weight: 700 })).join('')}${arrow}${[0, 1, 2, 3, 4].map((i) => circle(width / 2 - 64 + i * 32, height * 0.958, 7, ink, i === 0 ? '' : 'opacity="0.5"')).join('')}${grain(view, 0.04)}`,
    said: `the first frame of a carousel: a half-peeled orange, the line “${words}” in white and an arrow at the right edge`,
    details: ['the curl of the peel', 'the arrow at the right', 'five dots below', 'white type'], colours: [ground, rind, '#ffffff', '#ffad4d'],
  }
}

/** A short line in serifs, a small round portrait that is nobody. */
export function quote({ words, colours, view, random }: CardBrief): DrawnCard {
  const { width, height } = view
  const ground = colours.find((colour) => lightness(colour) > 0.6) ?? random.pick(['#cdb6e6', '#f2d7c9', '#cfe0d4', '#f0e2b8', '#c9d8ea'] as const)
  const ink = colours.find((colour) => lightness(colour) < 0.5) ?? lighter(mix(ground, '#3a1038', 0.85), -0.05)
  const { lines, size } = fitted(words, FACES.serif, { width: width * 0.8, height: height * 0.48 }, { leading: 1.1, most: width * 0.125, linesMost: 6 })
  const top = height * 0.3
  const soft = mix(ground, ink, 0.32)
  const [px, py, pr] = [width * 0.1 + 46, height * 0.875, 46]
  const names = ['A. Wexholm', 'M. Tarn', 'Ines Calder', 'R. Quill', 'Jo Merrow']
  return {
    body: `${rect(0, 0, width, height, ground)}${text(width * 0.085, top - size * 0.2, '“', { size: width * 0.3, colour: soft, face: FACES.serif, opacity: 0.75 })}${lines.map((one, i) => text(width * 0.1, top + size * 0.75 + i * size * 1.1, one, { size, colour: ink, face: FACES.serif })).join('')}${line(width * 0.1, height * 0.79, width * 0.9, height * 0.79, soft, 2)}<clipPath id="who"><circle cx="${short(px)}" cy="${short(py)}" r="${pr}"/></clipPath><g clip-path="url(#who)">${circle(px, py, pr, soft)}${circle(px, py - 10, 18, mix(ground, '#ffffff', 0.45))}<ellipse cx="${short(px)}" cy="${short(py + 44)}" rx="36" ry="32" fill="${mix(ground, '#ffffff', 0.45)}"/></g>${text(px + 72, py - 4, random.pick(names), { size: 30, colour: ink, face: FACES.sans, weight: 600 })}${text(px + 72, py + 32, 'an invented voice', { size: 25, colour: mix(ink, ground, 0.25), face: FACES.sans })}${grain(view, 0.085)}`,
    said: `a quote graphic on a grainy pale ground: “${words}” in serifs, below it a round portrait placeholder beside an invented name`,
    details: ['large serif type', 'the grain', 'a portrait that is nobody', 'a thin rule above the name'], colours: [ground, ink, soft],
  }
}

const FEELINGS = [['small hopes', 3], ['a grudge, expired', 1], ['Sunday dread', 1], ['unsent replies', 4], ['second thoughts', 2], ['relief, loose', 1], ['old songs', 7], ['nerve, fresh', 1], ['patience (last one)', 1], ['laughing fit', 1], ['doubt, by weight', 2], ['a good idea at 3 am', 1]] as const

/** Feelings instead of groceries, in monospaced type on thermal paper. */
export function receipt({ words, view, colours, random }: CardBrief): DrawnCard {
  const { width, height } = view
  const ground = colours.find((colour) => chroma(colour) > 0.04) ?? random.pick(['#e7a79a', '#9fb7d6', '#d6c79f', '#b5a9d6', '#a3c9b5'] as const)
  const [w, left, top] = [620, (width - 620) / 2, 78]
  const foot = height - 70
  const ink: Hex = '#34312f'
  const items = random.shuffle(FEELINGS).slice(0, 7)
  const mono = (x: number, y: number, said: string, size = 27, anchor: 'start' | 'middle' | 'end' = 'start', weight = 400) => text(x, y, said, { size, colour: ink, face: FACES.mono, anchor, weight, opacity: 0.9 })
  const teeth = Array.from({ length: 31 }, (_, i) => `L${short(left + w - (i + 0.5) * w / 31)} ${short(foot - (i % 2 ? 0 : 13))}`).join('')
  const paper = `M${left} ${top}H${left + w}V${foot}${teeth}L${left} ${foot}Z`
  const price = items.map(([, count]) => count * 100 + random.below(90))
  const total = price.reduce((sum, one) => sum + one, 0)
  const money = (hundredths: number) => `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`
  const step = Math.min(62, (foot - top - 560) / items.length)
  const listY = top + 262
  const end = listY + items.length * step
  const bars = Array.from({ length: 54 }, (_, i) => ({ x: i * 7.4, wide: 2 + random.below(5) }))
  const rule = (y: number) => line(left + 46, y, left + w - 46, y, ink, 2.4, 'stroke-dasharray="9 7" opacity="0.75"')
  const heading = words.length <= 22 ? words.toUpperCase() : 'FEELINGS & CO.'
  const faded = Array.from({ length: 9 }, (_, i) => rect(left, top + (foot - top) * (i + random.next()) / 9, w, random.between(6, 30), '#ffffff', 0, `opacity="${short(random.between(0.1, 0.3))}"`))
  return {
    body: `${rect(0, 0, width, height, ground)}<g transform="rotate(-1.6 ${width / 2} ${height / 2})"><path d="${paper}" fill="#2a1f1a" opacity="0.12" transform="translate(12 20)"/><path d="${paper}" fill="#2a1f1a" opacity="0.1" transform="translate(24 38)"/><path d="${paper}" fill="#faf7ef"/>${mono(width / 2, top + 92, heading, Math.min(44, 520 / (heading.length * 0.62)), 'middle', 700)}${mono(width / 2, top + 140, 'open all night, mostly', 24, 'middle')}${mono(left + 46, top + 198, 'TUESDAY')}${mono(left + w - 46, top + 198, '03:12', 27, 'end')}${rule(top + 222)}${items.map(([name, count], i) => `${mono(left + 46, listY + 14 + i * step, `${count} ${name}`)}${mono(left + w - 46, listY + 14 + i * step, money(price[i] as number), 27, 'end')}`).join('')}${rule(end)}${mono(left + 46, end + 56, 'TOTAL', 38, 'start', 700)}${mono(left + w - 46, end + 56, money(total), 38, 'end', 700)}${mono(left + 46, end + 102, 'paid in sleep', 25)}${mono(left + w - 46, end + 102, 'no refunds', 25, 'end')}${bars.map(({ x, wide }) => rect(width / 2 - 200 + x, foot - 150, wide, 74, ink)).join('')}${mono(width / 2, foot - 44, 'thank you for feeling', 23, 'middle')}${faded.join('')}</g>${grain(view, 0.06)}`,
    said: `a shop receipt that lists feelings instead of groceries in monospaced type: ${items.slice(0, 4).map(([name]) => name).join(', ')} and others, with a total and a bar code`,
    details: [`${items[0]?.[0] ?? ''} is on the bill`, 'paid in sleep', 'thermal paper that fades in bands', 'a torn lower edge', 'monospaced type'], colours: [ground, '#faf7ef', ink],
  }
}
