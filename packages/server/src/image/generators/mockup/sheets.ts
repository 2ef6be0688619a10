/** What is not a phone: a dashboard, a button in its states, the anatomy of a form field. */
import type { Random } from '../../../base/random.ts'
import { mix } from '../colour.ts'
import { circle, line, rect, short } from '../svg.ts'
import { Kit, type Screen, type Tokens } from './tokens.ts'

const [W, H] = [1000, 800]

export function dashboard(tokens: Tokens, random: Random): Screen {
  const kit = new Kit(tokens)
  const { page, surface, line: edge, accent, raised, soft, ink } = tokens
  const menu = ['Overview', 'Orders', 'Stock', 'People', 'Reports'].map((name, i) => `${i === 0 ? rect(20, 106, 168, 40, raised, 10) : ''}${circle(42, 126 + i * 48, 6, i === 0 ? accent : mix(soft, surface, 0.5))}${kit.words(62, 131 + i * 48, name, { weight: i === 0 ? 600 : 400, colour: i === 0 ? ink : soft })}`)
  const tiles = [['Orders today', String(40 + random.below(60)), '+8 since yesterday'], ['Waiting', String(3 + random.below(9)), 'oldest: 2 h'], ['Sent on time', `${91 + random.below(8)} %`, 'goal 95 %']].map(([name, value, note], i) => `${rect(240 + i * 246, 110, 230, 126, surface, 14, `stroke="${edge}"`)}${kit.soft(260 + i * 246, 142, name as string)}${kit.words(260 + i * 246, 188, value as string, { size: 38, weight: 600, spacing: -1 })}${kit.soft(260 + i * 246, 216, note as string)}`)
  const values = Array.from({ length: 30 }, (_, i) => 0.35 + 0.25 * Math.sin(i / 4) + random.between(0, 0.3))
  const bars = values.map((value, i) => rect(264 + i * 22.6, 520 - value * 170, 14, value * 170, i === 29 ? accent : mix(accent, surface, 0.66), 3))
  const rows = ['Linen apron', 'Stoneware cup', 'Beech spoon'].map((name, i) => `${kit.words(264, 620 + i * 44, name)}${kit.soft(560, 620 + i * 44, `${2 + random.below(7)} left`)}${kit.words(936, 620 + i * 44, i === 0 ? 'Order more' : 'Fine', { anchor: 'end', colour: i === 0 ? accent : soft, weight: i === 0 ? 600 : 400 })}${i < 2 ? kit.rule(264, 638 + i * 44, 672) : ''}`)
  return { width: W, height: H, body: `${rect(0, 0, W, H, page)}${rect(0, 0, 208, H, surface)}${line(208, 0, 208, H, edge)}${circle(38, 52, 14, accent)}${kit.words(62, 58, 'Quayside', { weight: 600, size: 17 })}${menu.join('')}${kit.title(240, 76, 'Overview')}${tiles.join('')}${rect(240, 256, 722, 296, surface, 14, `stroke="${edge}"`)}${kit.words(264, 292, 'Orders in the last thirty days', { weight: 600 })}${bars.join('')}${line(264, 521, 938, 521, edge)}${rect(240, 572, 722, 164, surface, 14, `stroke="${edge}"`)}${rows.join('')}` }
}

const STATES = ['Rest', 'Hover', 'Pressed', 'Focused', 'Loading', 'Done', 'Danger', 'Disabled'] as const

export function componentSheet(tokens: Tokens): Screen {
  const kit = new Kit(tokens)
  const { page, surface, line: edge, accent, onAccent, raised, faint, danger, soft } = tokens
  const cells = STATES.map((state, i) => {
    const [x, y] = [60 + i % 4 * 224, 176 + Math.floor(i / 4) * 158]
    const fill = state === 'Hover' ? mix(accent, '#000000', 0.12) : state === 'Pressed' ? mix(accent, '#000000', 0.26) : state === 'Disabled' ? raised : state === 'Danger' ? danger : accent
    const words = state === 'Loading' ? 'Saving' : state === 'Done' ? 'Saved' : state === 'Danger' ? 'Delete' : 'Save'
    const [bx, by, bw, bh] = [x, y, 144, 48]
    const mark = state === 'Loading' ? `<path d="M${bx + 32} ${by + 16}a8 8 0 1 1 -8 8" fill="none" stroke="${onAccent}" stroke-width="2.4" stroke-linecap="round"/>` : state === 'Done' ? `<path d="M${bx + 25} ${by + 24}l6 6l10 -11" fill="none" stroke="${onAccent}" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/>` : ''
    const ring = state === 'Focused' ? rect(bx - 5, by - 5, bw + 10, bh + 10, 'none', 17, `stroke="${accent}" stroke-width="2.6"`) : ''
    const down = state === 'Pressed' ? 1 : 0
    return `${ring}${rect(bx, by + down, bw, bh, fill, 12)}${mark}${kit.words(bx + bw / 2 + (mark === '' ? 0 : 12), by + 29.5 + down, words, { size: 16, weight: 600, anchor: 'middle', colour: state === 'Disabled' ? faint : state === 'Danger' ? surface : onAccent })}${kit.soft(bx, by + 80, state)}`
  })
  const measure = (x1: number, x2: number, y: number, words: string) => `${line(x1, y, x2, y, accent, 1.2)}${line(x1, y - 5, x1, y + 5, accent, 1.2)}${line(x2, y - 5, x2, y + 5, accent, 1.2)}${kit.words((x1 + x2) / 2, y - 9, words, { size: 13, colour: accent, anchor: 'middle', weight: 600 })}`
  const upright = (x: number, y1: number, y2: number, words: string) => `${line(x, y1, x, y2, accent, 1.2)}${line(x - 5, y1, x + 5, y1, accent, 1.2)}${line(x - 5, y2, x + 5, y2, accent, 1.2)}${kit.words(x + 12, (y1 + y2) / 2 + 5, words, { size: 13, colour: accent, weight: 600 })}`
  const [bx, by] = [240, 574]
  const big = `${rect(bx, by, 288, 96, accent, 24)}${rect(bx + 48, by + 32, 192, 32, 'none', 0, `stroke="${onAccent}" stroke-dasharray="4 4" stroke-opacity="0.7"`)}${kit.words(bx + 144, by + 59, 'Save', { size: 32, weight: 600, anchor: 'middle', colour: onAccent })}${measure(bx, bx + 48, by - 16, '24')}${measure(bx + 240, bx + 288, by - 16, '24')}${measure(bx, bx + 288, by + 126, '144')}${upright(bx + 314, by, by + 96, '48')}${upright(bx - 40, by, by + 32, '16')}`
  const notes = ['Radius 12', 'Padding 16 / 24', 'Height 48', 'Gap to the ring 4', 'Type 16 semibold'].map((note, i) => `${circle(686, by + 5 + i * 27, 3, soft)}${kit.soft(700, by + 10 + i * 27, note, { size: 15 })}`)
  return { width: W, height: H, body: `${rect(0, 0, W, H, page)}${kit.title(60, 86, 'Button')}${kit.soft(60, 116, 'One button, eight states, every distance a multiple of four', { size: 16 })}${kit.rule(60, 140, W - 120)}${cells.join('')}${line(60, 488, W - 60, 488, edge)}${kit.words(60, 528, 'Spacing, at twice its size', { weight: 600 })}${big}${notes.join('')}` }
}

export function formAnatomy(tokens: Tokens): Screen {
  const kit = new Kit(tokens)
  const { page, surface, ink, soft, danger, accent, faint } = tokens
  const [x, y, w] = [250, 300, 470]
  const note = (index: number, px: number, py: number, tx: number, ty: number, name: string, what: string) => {
    const left = tx < px
    return `<path d="M${short(px)} ${short(py)}L${short(tx)} ${short(ty)}" stroke="${faint}" stroke-width="1.1" fill="none"/>${circle(px, py, 3, accent)}${kit.words(left ? tx - 12 : tx + 12, ty - 2, `${index}  ${name}`, { weight: 600, size: 17, anchor: left ? 'end' : 'start' })}${kit.soft(left ? tx - 12 : tx + 12, ty + 19, what, { anchor: left ? 'end' : 'start' })}`
  }
  const gauge = (px: number, y1: number, y2: number, words: string) => `${line(px, y1, px, y2, accent, 1.1)}${line(px - 5, y1, px + 5, y1, accent, 1.1)}${line(px - 5, y2, px + 5, y2, accent, 1.1)}${kit.words(px + 10, (y1 + y2) / 2 + 5, words, { size: 13, weight: 600, colour: accent })}`
  const field = `${kit.words(x, y, 'E-mail', { size: 24, weight: 600 })}${kit.soft(x, y + 34, 'We write once a month, never more.', { size: 20 })}${rect(x, y + 54, w, 84, surface, 16, `stroke="${danger}" stroke-width="3"`)}${kit.words(x + 28, y + 105, 'ada@quayside', { size: 26 })}${line(x + 194, y + 78, x + 194, y + 114, ink, 2)}${circle(x + w - 40, y + 96, 15, danger)}${kit.words(x + w - 40, y + 103, '!', { size: 20, weight: 600, anchor: 'middle', colour: surface })}${kit.words(x, y + 172, 'An address ends like name@place.org', { size: 20, colour: danger })}`
  return { width: W, height: H, body: `${rect(0, 0, W, H, page)}${kit.title(60, 86, 'Anatomy of a field')}${kit.soft(60, 116, 'Four parts, in the order they are read', { size: 16 })}${kit.rule(60, 140, W - 120)}${field}${note(1, x - 8, y - 8, 200, 214, 'Label', 'says what, never vanishes')}${note(2, x + 345, y + 20, 640, 214, 'Hint', 'before the mistake, not after')}${note(3, x, y + 96, 200, 590, 'Value', 'what was typed, kept as it is')}${note(4, x + 240, y + 186, 600, 590, 'Error', 'how to mend it, in words and a sign')}${gauge(x + w + 46, y + 54, y + 138, '56')}${gauge(x + w + 46, y + 138, y + 156, '12')}${gauge(x + w + 46, y + 10, y + 54, '8')}${kit.soft(60, 730, soft === faint ? '' : 'Lengths in points; drawn at one and a half times their size')}` }
}
