/** Screens of a phone: a list, an empty state, settings, a player, a chat, a checkout. Each does one thing. */
import type { Random } from '../../../base/random.ts'
import { mix, type Hex } from '../colour.ts'
import { circle, line, rect, short } from '../svg.ts'
import { inLines } from '../lines.ts'
import { Kit, PHONE, pottedPlant, type Screen, type Tokens } from './tokens.ts'

const [W, H] = [PHONE.width, PHONE.height]
const screen = (kit: Kit, body: string): Screen => ({ width: W, height: H, body: rect(0, 0, W, H, kit.t.page) + kit.statusBar(W) + body + kit.homeBar(W, H) })

const PLANTS = [['Monstera', 'by the window'], ['Snake plant', 'in the hall'], ['Pilea', 'on the desk'], ['Boston fern', 'in the bath'], ['Rubber tree', 'beside the sofa']] as const

export function list(tokens: Tokens, random: Random): Screen {
  const kit = new Kit(tokens)
  const { soft, raised, surface, line: edge } = tokens
  const plants = random.shuffle(PLANTS).slice(0, 3)
  const first = 11 + random.below(6)
  const grey = (share: number): Hex => mix(soft, surface, share)
  const rows = plants.map(([name, where], i) => {
    const y = 190 + i * 152
    const day = first + i * (2 + random.below(2))
    return `${rect(24, y, W - 48, 136, surface, 20, `stroke="${edge}"`)}${rect(40, y + 20, 96, 96, raised, 16)}${pottedPlant(44, y + 22, 88, i, grey(0.15), grey(0.5))}${kit.words(156, y + 44, name, { size: 17, weight: 600 })}${kit.soft(156, y + 66, where)}${kit.words(W - 44, y + 88, String(day), { size: 46, weight: 600, anchor: 'end', spacing: -1 })}${kit.soft(W - 44, y + 112, i === 0 ? 'November · tomorrow' : 'November', { anchor: 'end' })}`
  })
  return screen(kit, `${kit.title(24, 104, 'Your plants')}${kit.soft(24, 132, 'Three in all, one is thirsty tomorrow', { size: 15 })}${rows.join('')}${kit.button(24, H - 96, W - 48, 'Water all three')}`)
}

export function emptyState(tokens: Tokens, random: Random): Screen {
  const kit = new Kit(tokens)
  const { ink, accent } = tokens
  const [x, y] = [W / 2, 320]
  // A letter folded in three, in one line.
  const letter = `<g fill="none" stroke="${ink}" stroke-width="2.6" stroke-linejoin="round" stroke-linecap="round"><path d="M${x - 66} ${y - 46}L${x - 8} ${y - 62}L${x + 66} ${y - 46}V${y + 40}L${x + 8} ${y + 56}L${x - 66} ${y + 40}Z"/><path d="M${x - 66} ${y - 8}L${x + 8} ${y + 6}L${x + 66} ${y - 8}"/><path d="M${x - 66} ${y - 46}L${x + 8} ${y - 30}L${x + 66} ${y - 46}"/><path d="M${x - 44} ${y + 14}L${x - 8} ${y + 21}M${x - 44} ${y + 28}L${x - 22} ${y + 32}"/></g>${circle(x + 66, y - 62, 6, accent)}`
  const sentence = random.pick(['Nothing to read. Enjoy the quiet.', 'All read. The post comes back tomorrow.', 'No letters today. Write the first one.'])
  return screen(kit, `${letter}${kit.words(x, y + 124, sentence, { size: 18, weight: 600, anchor: 'middle' })}${kit.button(x - 131, y + 164, 262, 'Write a letter')}`)
}

const SETTINGS = [['Account', ''], ['Notifications', 'Daily'], ['Appearance', 'System'], ['Larger text', 'switch'], ['Language', 'English'], ['Reduce motion', 'switch'], ['Downloads', '1.2 GB'], ['About', '4.1']] as const

export function settings(tokens: Tokens): Screen {
  const kit = new Kit(tokens)
  const { surface, line: edge, faint } = tokens
  const rows = SETTINGS.map(([name, value], i) => {
    const y = 166 + i * 64
    const end = value === 'switch' ? kit.toggle(W - 96, y + 18, i === 3, i === 3) : `${kit.words(W - 62, y + 38, value, { anchor: 'end', colour: tokens.soft })}<path d="M${W - 50} ${y + 26}l6 6l-6 6" fill="none" stroke="${faint}" stroke-width="2" stroke-linecap="round"/>`
    return `${kit.words(44, y + 38, name, { size: 16 })}${end}${i < SETTINGS.length - 1 ? kit.rule(44, y + 64, W - 68) : ''}`
  })
  return screen(kit, `${kit.title(24, 112, 'Settings')}${rect(24, 160, W - 48, SETTINGS.length * 64 + 8, surface, 18, `stroke="${edge}"`)}${rows.join('')}`)
}

const TRACKS = [['Slow Ferry', 'The Tin Hours'], ['Paper Weather', 'Nell & the Long Field'], ['Half a Lamp', 'Orrery Club'], ['Salt in the Piano', 'Marigold Static']] as const

export function player(tokens: Tokens, random: Random): Screen {
  const kit = new Kit(tokens)
  const { accent, ink, soft, onAccent } = tokens
  const [song, band] = random.pick(TRACKS)
  const at = random.between(0.25, 0.7)
  const cover = [0, 1, 2, 3, 4].map((i) => circle(W / 2, 360 - i * 8, 132 - i * 26, mix(accent, i % 2 ? '#fff2dc' : '#20243f', 0.16 + i * 0.15))).join('')
  const bars = Array.from({ length: 46 }, (_, i) => {
    const high = 8 + 36 * Math.abs(Math.sin(i * 0.41) * Math.cos(i * 0.13 + at * 9)) * random.between(0.6, 1)
    return rect(34 + i * 7.06, 588 - high / 2, 3.6, high, i / 46 < at ? accent : mix(soft, tokens.page, 0.6), 1.8)
  })
  const seconds = Math.round(at * 227)
  const clock = (s: number) => `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`
  return screen(kit, `${kit.soft(W / 2, 84, 'Playing from Evenings', { anchor: 'middle' })}<clipPath id="cover"><rect x="34" y="118" width="322" height="322" rx="24"/></clipPath><g clip-path="url(#cover)">${rect(34, 118, 322, 322, mix(accent, '#20243f', 0.35))}${cover}</g>${kit.title(34, 496, song, { size: 26 })}${kit.soft(34, 522, band, { size: 16 })}${bars.join('')}${kit.soft(34, 638, clock(seconds))}${kit.soft(W - 34, 638, `−${clock(227 - seconds)}`, { anchor: 'end' })}${circle(W / 2, 700, 36, accent)}${rect(W / 2 - 11, 684, 7, 32, onAccent, 2)}${rect(W / 2 + 4, 684, 7, 32, onAccent, 2)}<path d="M92 700l26 -15v30zM86 685v30M298 700l-26 -15v30zM304 685v30" fill="${ink}" stroke="${ink}" stroke-width="3" stroke-linejoin="round"/>`)
}

export function chat(tokens: Tokens, random: Random): Screen {
  const kit = new Kit(tokens)
  const { accent, onAccent, raised, surface, line: edge, ink } = tokens
  const talk = random.pick([
    [['them', 'The kiln is free on Thursday, do you want it?'], ['me', 'Yes please! I have nine cups that cannot wait.'], ['them', 'Nine? You said four.'], ['me', 'They multiplied.'], ['them', 'Bring biscuits, then we are even.']],
    [['them', 'Did the seeds arrive?'], ['me', 'This morning. The envelope was chewed, but all there.'], ['them', 'The dog sends his regards.'], ['me', 'Planting on Saturday, come along?'], ['them', 'With spade and dog.']],
  ] as const)
  let y = 140
  const bubbles = talk.map(([who, words]) => {
    const lines = inLines(words, 27)
    const width = Math.max(...lines.map((one) => one.length)) * 8.1 + 36
    const x = who === 'me' ? W - 20 - width : 20
    const high = lines.length * 21 + 22
    const drawn = `${rect(x, y, width, high, who === 'me' ? accent : raised, 19)}${lines.map((one, i) => kit.words(x + 17, y + 27 + i * 21, one, { size: 16, colour: who === 'me' ? onAccent : ink })).join('')}`
    y += high + (who === 'me' ? 16 : 10)
    return drawn
  })
  return screen(kit, `${circle(42, 86, 18, mix(accent, surface, 0.55))}${kit.words(42, 92, 'M', { weight: 600, anchor: 'middle' })}${kit.words(72, 84, 'Mara', { size: 17, weight: 600 })}${kit.soft(72, 103, 'Pottery on Thursdays')}${kit.rule(0, 120, W)}${bubbles.join('')}${kit.soft(W - 24, y + 10, 'Read 9:40', { anchor: 'end' })}${rect(16, H - 84, W - 32, 48, surface, 24, `stroke="${edge}"`)}${kit.words(36, H - 54, 'Message', { colour: tokens.faint, size: 16 })}${circle(W - 42, H - 60, 18, accent)}<path d="M${W - 42} ${H - 52}v-15m-6 6l6 -6l6 6" fill="none" stroke="${onAccent}" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/>`)
}

const BASKETS = [['Linen apron', 48], ['Beech spoon, long', 12], ['Stoneware cup', 26], ['Wool blanket', 89], ['Beeswax candle', 14]] as const

export function checkout(tokens: Tokens, random: Random): Screen {
  const kit = new Kit(tokens)
  const { surface, line: edge, raised, accent, soft } = tokens
  const items = random.shuffle(BASKETS).slice(0, 3)
  const total = items.reduce((sum, [, price]) => sum + price, 0)
  const rows = items.map(([name, price], i) => `${rect(24, 160 + i * 76, 56, 56, raised, 12)}${circle(52, 188 + i * 76, 15, mix(accent, raised, 0.35 + i * 0.2))}${kit.words(98, 184 + i * 76, name, { size: 16, weight: 600 })}${kit.soft(98, 205 + i * 76, 'One')}${kit.words(W - 24, 194 + i * 76, `€ ${price}.00`, { anchor: 'end', size: 16 })}`)
  const fields = [['Name', 'A. Person'], ['Street', 'Harbour Lane 7']].map(([label, value], i) => `${kit.soft(24, 432 + i * 84, label as string)}${rect(24, 442 + i * 84, W - 48, 48, surface, 12, `stroke="${i === 1 ? accent : edge}" stroke-width="${i === 1 ? 2.4 : 1}"`)}${kit.words(40, 472 + i * 84, value as string, { size: 16 })}`)
  return screen(kit, `${kit.title(24, 112, 'Checkout')}${kit.soft(W - 24, 110, 'Step 2 of 2', { anchor: 'end' })}${rows.join('')}${kit.rule(24, 394, W - 48)}${fields.join('')}${line(151, 544, 151, 566, accent, 2)}${kit.words(24, 640, 'Total', { size: 18, colour: soft })}${kit.words(W - 24, 640, `€ ${total}.00`, { size: 26, weight: 600, anchor: 'end' })}${kit.soft(24, 664, 'Delivery is in it, nothing comes on top')}${kit.button(24, H - 96, W - 48, `Pay € ${short(total)}.00`)}`)
}
