/** Slopes, bars, small multiples, lines and areas: who is ahead, and what changed. */
import { lighter, mix, type Hex } from '../colour.ts'
import { countOf } from '../prompt-words.ts'
import { inWords, sentence } from '../said.ts'
import { short } from '../svg.ts'
import { MONTHS, normal, TOWNS, type ChartBrief, type DrawnChart } from './drawn.ts'
import { FRAME, GREY, INK, label, LINE, PAPER, placeOf, plotted, SOFT } from './sheet.ts'

/** Pushes labels apart where they would lie on each other. */
function spaced(places: readonly number[], apart: number): number[] {
  const order = places.map((at, i) => ({ at, i })).sort((a, b) => a.at - b.at)
  for (let round = 0; round < 40; round++) {
    for (let k = 1; k < order.length; k++) {
      const [a, b] = [order[k - 1] as { at: number }, order[k] as { at: number }]
      const lack = apart - (b.at - a.at)
      if (lack > 0) [a.at, b.at] = [a.at - lack / 2, b.at + lack / 2]
    }
  }
  const result = [...places]
  for (const { at, i } of order) result[i] = at
  return result
}

/** Two years, grey lines, one that went the other way. */
export function slope({ random, prompt, accent, named }: ChartBrief): DrawnChart {
  const count = Math.max(5, Math.min(12, countOf(prompt, '(?:towns|cities|places|places|lines)') ?? 10))
  const colour = named.find((one) => one !== GREY) ?? accent
  const towns = random.shuffle(TOWNS).slice(0, count)
  const rising = random.below(count)
  const before = towns.map((_, i) => (i === rising ? random.between(66, 72) : random.between(74, 93)))
  const after = before.map((value, i) => (i === rising ? value + random.between(14, 18) : value - random.between(2, 9.5)))
  const year = 2021 + random.below(3)
  const frame = { ...FRAME, left: 250, right: 720, top: 270, bottom: 880 }
  const all = [...before, ...after]
  const x: readonly [number, number] = [0, 1]
  const y: readonly [number, number] = [Math.min(...all) - 1, Math.max(...all) + 1]
  const place = placeOf(frame, x, y)
  const series = towns.map((town, i) => ({
    type: 'line' as const, name: town, data: [[0, before[i] as number], [1, after[i] as number]], symbol: 'circle', symbolSize: i === rising ? 13 : 9, z: i === rising ? 9 : 2,
    lineStyle: { width: i === rising ? 5 : 2.4, color: i === rising ? colour : GREY }, itemStyle: { color: i === rising ? colour : GREY },
  }))
  const rights = spaced(after.map((value) => place(1, value)[1]), 27)
  const lefts = spaced(before.map((value) => place(0, value)[1]), 27)
  const name = towns[rising] as string
  const names = towns.flatMap((town, i) => {
    const look = i === rising ? { colour: lighter(colour, -0.08), weight: 600, size: 22 } : {}
    return [label(frame.right + 20, (rights[i] as number) + 7, `${Math.round(after[i] as number)}  ${town}`, look), label(frame.left - 20, (lefts[i] as number) + 7, `${Math.round(before[i] as number)} %`, { ...look, anchor: 'end' })]
  })
  const years = [[0, year], [1, year + 1]].map(([at, value]) => label(place(at as number, y[1])[0], frame.top - 22, String(value), { anchor: 'middle', colour: INK, weight: 600, size: 22 }))
  return {
    title: `${sentence(inWords(count - 1))} towns got later, ${name} got on time`,
    subtitle: 'Buses that left within five minutes of their time, share of all, in invented towns',
    body: plotted(frame, x, y, series) + names.join('') + years.join(''),
    alt: `Slope chart of bus punctuality in ${inWords(count)} invented towns over two years: ${inWords(count - 1)} grey lines fall, one thick line, ${name}, rises from ${Math.round(before[rising] as number)} to ${Math.round(after[rising] as number)} per cent. Towns are named at the ends of their lines. Synthetic data.`,
    subject: 'a slope chart of bus punctuality', details: [`${name} is the one that rises`, `${inWords(count - 1)} grey lines that fall`, 'names at the ends instead of a legend', 'a note that the data are synthetic'], colours: [PAPER, colour, GREY, INK],
  }
}

/** Nine little bar charts on one scale, the highest bar dark in each. */
export function smallMultiples({ random, prompt, named }: ChartBrief): DrawnChart {
  const count = Math.max(4, Math.min(9, countOf(prompt, '(?:places|towns|cities|panels)') ?? 9))
  const dark: Hex = named.at(-1) ?? '#1f4e8c'
  const light = mix(dark, PAPER, 0.66)
  const places = random.shuffle(TOWNS).slice(0, count)
  const columns = 3
  const rows = Math.ceil(count / columns)
  const [gapX, gapY] = [34, 62]
  const wide = (FRAME.right - FRAME.left - gapX * (columns - 1)) / columns
  const high = (FRAME.bottom - 6 - FRAME.top - 30 - gapY * (rows - 1)) / rows
  const wettest: number[] = []
  const data = places.map(() => {
    const [peak, width, base, least] = [random.between(0, 12), random.between(1.6, 3.6), random.between(50, 130), random.between(12, 50)]
    return MONTHS.map((_, i) => {
      const far = Math.min(Math.abs(i - peak), 12 - Math.abs(i - peak))
      return Math.round(least + base * Math.exp(-((far / width) ** 2)) + Math.abs(normal(random)) * 9)
    })
  })
  const most = Math.max(...data.flat())
  const panels = places.map((town, p) => {
    const left = FRAME.left + p % columns * (wide + gapX)
    const top = FRAME.top + 34 + Math.floor(p / columns) * (high + gapY)
    const frame = { left, right: left + wide, top, bottom: top + high }
    const values = data[p] as number[]
    const wet = values.indexOf(Math.max(...values))
    wettest.push(wet)
    const x: readonly [number, number] = [-0.6, 11.6]
    const y: readonly [number, number] = [0, most]
    const place = placeOf(frame, x, y)
    return plotted(frame, x, y, [{ type: 'bar', barWidth: wide / 15.5, silent: true, data: values.map((value, i) => ({ value: [i, value], itemStyle: { color: i === wet ? dark : light, borderRadius: [3, 3, 0, 0] } })) }])
      + label(left, top - 12, town, { colour: INK, weight: 600, size: 20 }) + `<line x1="${short(left)}" x2="${short(left + wide)}" y1="${short(frame.bottom)}" y2="${short(frame.bottom)}" stroke="${SOFT}"/>`
      + label(place(wet, 0)[0], place(0, values[wet] as number)[1] - 8, String(values[wet]), { size: 16, anchor: 'middle', colour: dark, weight: 600 })
      + label(place(wet, 0)[0], frame.bottom + 20, (MONTHS[wet] as string).slice(0, 3), { size: 15, anchor: 'middle', colour: dark })
  })
  const different = new Set(wettest).size
  return {
    title: `${sentence(inWords(count))} places, ${inWords(different)} different wettest months`,
    subtitle: 'Rain in millimetres a month, one bar a month from January, the same scale in every panel',
    body: panels.join(''),
    alt: `Small multiples of rainfall in ${inWords(count)} invented places: twelve bars a panel on one shared scale, pale blue with the wettest month dark and labelled. Synthetic data.`,
    subject: 'small multiples of rainfall', details: ['one scale for all panels', 'the wettest month in dark blue', `${inWords(different)} different wettest months`, 'a note that the data are synthetic'], colours: [PAPER, light, dark],
  }
}

const BAR_TOPICS = [
  ['What one invented library lent most', 'loans a week', ['Crime novels', 'Cookbooks', 'Picture books', 'Travel', 'Poetry', 'Manuals', 'Plays']],
  ['What an invented bakery sold on Saturdays', 'pieces', ['Rye loaf', 'Croissant', 'Seeded roll', 'Cinnamon bun', 'Baguette', 'Pretzel', 'Plum cake']],
  ['Why invented commuters were late', 'answers', ['Missed the bus', 'Could not find keys', 'Weather', 'The cat', 'One more coffee', 'Bicycle tyre', 'Forgot the day']],
] as const

export function bar({ random, subject, accent }: ChartBrief): DrawnChart {
  const [topic, unit, names] = random.pick(BAR_TOPICS)
  const values = names.map((_, i) => Math.round(320 * 0.72 ** i * random.between(0.86, 1.12)) + 12).sort((a, b) => b - a)
  const order = random.shuffle(names)
  const frame = { left: 300, right: 860, top: 226, bottom: 890 }
  const x: readonly [number, number] = [0, values[0] as number]
  const y: readonly [number, number] = [-0.5, names.length - 0.5]
  const place = placeOf(frame, x, y)
  const body = order.map((name, i) => {
    const [, at] = place(0, names.length - 1 - i)
    const [to] = place(values[i] as number, 0)
    const first = i === 0
    return `<rect x="${frame.left}" y="${short(at - 27)}" width="${short(to - frame.left)}" height="54" rx="5" fill="${first ? accent : mix(accent, PAPER, 0.68)}"/>${label(frame.left - 18, at + 7, name, { anchor: 'end', colour: first ? INK : SOFT, weight: first ? 600 : 400, size: 21 })}${label(to + 14, at + 7, String(values[i]), { colour: first ? INK : SOFT, weight: first ? 600 : 400, size: 21 })}`
  })
  const times = ((values[0] as number) / (values.at(-1) as number)).toFixed(1)
  return {
    title: `${order[0] as string}: ${times} times as often as ${(order.at(-1) as string).toLowerCase()}`,
    subtitle: `${subject ?? topic}, ${unit}`, body: body.join(''),
    alt: `Bar chart, seven bars sorted by length: ${order[0] as string} leads with ${values[0] as number}, ${order.at(-1) as string} is last with ${values.at(-1) as number}. The first bar is in colour, the others pale. Synthetic data.`,
    subject: 'a sorted bar chart', details: ['the longest bar in colour', 'numbers at the ends of the bars', 'no axis needed', 'a note that the data are synthetic'], colours: [PAPER, accent, mix(accent, PAPER, 0.68)],
  }
}

const COURSE_TOPICS = [['Cups of coffee poured in one invented office', 'cups a day', 120], ['Visitors of an invented museum', 'a day', 640], ['Swims at an invented lake', 'a day', 210]] as const

/** A year of weeks, drawn as a line or an area, with one event told. */
export function course(brief: ChartBrief, filled: boolean): DrawnChart {
  const { random, subject, accent } = brief
  const [topic, unit, level] = random.pick(COURSE_TOPICS)
  const event = 14 + random.below(24)
  const up = random.chance(0.6)
  let drift = 0
  const values = Array.from({ length: 52 }, (_, i) => {
    drift = drift * 0.8 + normal(random) * 0.03
    const after = 1 / (1 + Math.exp(-(i - event) / 1.2))
    return level * (0.62 + 0.045 * Math.sin(i / 52 * 2 * Math.PI - 1.2) + drift + after * (up ? 0.34 : -0.24))
  })
  const frame = { ...FRAME, left: 110, bottom: 880 }
  const top = Math.ceil(Math.max(...values) / level * 5) / 5 * level
  const x: readonly [number, number] = [0, 51]
  const y: readonly [number, number] = [0, top]
  const place = placeOf(frame, x, y)
  const lines = [0, 0.5, 1].map((share) => `<line x1="${frame.left}" x2="${frame.right}" y1="${short(place(0, top * share)[1])}" y2="${short(place(0, top * share)[1])}" stroke="${share === 0 ? SOFT : LINE}"/>${label(frame.left - 14, place(0, top * share)[1] + 6, String(Math.round(top * share)), { anchor: 'end', size: 17 })}`)
  const months = [0, 3, 6, 9].map((month) => label(place(month * 4.33 + 1, 0)[0], frame.bottom + 30, MONTHS[month] as string, { size: 17 }))
  const [ex, ey] = place(event, values[event] as number)
  const mean = (from: number, to: number) => values.slice(from, to).reduce((sum, value) => sum + value, 0) / Math.max(1, to - from)
  const change = Math.round((mean(event + 3, 52) / mean(0, event - 2) - 1) * 100)
  const flip = ex > 620
  const why = up ? 'the new opening hours' : 'the roadworks began'
  return {
    title: `${Math.abs(change)} % ${change > 0 ? 'more' : 'fewer'} since ${why === 'the roadworks began' ? why : `${why} came`}`,
    subtitle: `${subject ?? topic}, ${unit}, mean by week`,
    body: `${lines.join('')}${months.join('')}<line x1="${short(ex)}" x2="${short(ex)}" y1="${short(frame.top + 26)}" y2="${short(frame.bottom)}" stroke="${INK}" stroke-dasharray="3 6" stroke-width="1.6"/>${plotted(frame, x, y, [{ type: 'line', data: values.map((value, i) => [i, value]), symbol: 'none', smooth: 0.25, lineStyle: { width: 4.5, color: accent, cap: 'round' }, ...(filled ? { areaStyle: { color: mix(accent, PAPER, 0.62), opacity: 0.9 } } : {}) }])}<circle cx="${short(ex)}" cy="${short(ey)}" r="8" fill="${PAPER}" stroke="${INK}" stroke-width="2.6"/>${label(ex + (flip ? -14 : 14), frame.top + 44, sentence(why), { colour: INK, anchor: flip ? 'end' : 'start' })}${label(frame.right, place(51, values[51] as number)[1] - 16, String(Math.round(values[51] as number)), { anchor: 'end', weight: 600, colour: lighter(accent, -0.1), size: 22 })}`,
    alt: `${filled ? 'Area' : 'Line'} chart over a year of weeks. After a dashed line marked “${why}” the curve ${change > 0 ? 'steps up' : 'drops'} by about ${Math.abs(change)} per cent and stays there. Synthetic data.`,
    subject: `${filled ? 'an area' : 'a line'} chart of a year`, details: ['one event, marked', 'the axis begins at zero', 'the last value stands at the end of the line', 'a note that the data are synthetic'], colours: [PAPER, accent, INK],
  }
}
