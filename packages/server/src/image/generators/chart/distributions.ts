/** Ridgelines, scatters and the week as a heat map: how much there is of what, where. */
import { along, lighter, mix, type Hex } from '../colour.ts'
import { short } from '../svg.ts'
import { DAYS, MONTHS, normal, type ChartBrief, type DrawnChart } from './drawn.ts'
import { FRAME, INK, label, LINE, PAPER, placeOf, plotted, SOFT } from './sheet.ts'

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const SEASONS: readonly Hex[] = ['#2f5f9e', '#4f93b0', '#8db58c', '#d9bf5c', '#cb8d2e']

/** Twelve densities, one above the other, January at the top. */
export function ridgeline({ random, prompt }: ChartBrief): DrawnChart {
  const [cold, warm] = [random.between(-3, 3), random.between(18, 23)]
  const means = MONTHS.map((_, i) => (warm + cold) / 2 - (warm - cold) / 2 * Math.cos((i - 0.6) / 12 * 2 * Math.PI) + random.between(-0.6, 0.6))
  const calmest = 6
  const spreads = means.map((_, i) => (i === calmest ? 1.9 : random.between(2.5, 4.4) + (i < 3 || i > 9 ? 0.5 : 0)))
  const second = means.map((mean) => ({ at: mean + random.between(-5, 5), share: random.between(0.05, 0.3) }))
  const frame = { ...FRAME, left: 178, top: 232, bottom: 890 }
  const x: readonly [number, number] = [-14, 36]
  const y: readonly [number, number] = [0, 13.4]
  const bell = (t: number, mean: number, spread: number) => Math.exp(-(((t - mean) / spread) ** 2) / 2) / spread
  const place = placeOf(frame, x, y)
  const colourOf = (mean: number) => along(SEASONS, (mean - cold) / (warm - cold))
  const series = MONTHS.map((month, i) => {
    const base = 11 - i
    const data = Array.from({ length: 81 }, (_, k): [number, number] => {
      const t = x[0] + k / 80 * (x[1] - x[0])
      const other = second[i] as { at: number; share: number }
      return [t, base + ((1 - other.share) * bell(t, means[i] as number, spreads[i] as number) + other.share * bell(t, other.at, (spreads[i] as number) * 1.2)) * 6.6]
    })
    const colour = colourOf(means[i] as number)
    return { type: 'line' as const, name: month, data, symbol: 'none' as const, z: i + 2, silent: true, lineStyle: { width: 2.2, color: PAPER }, areaStyle: { origin: base, color: colour, opacity: 0.94 } }
  })
  const marks = [-10, 0, 10, 20, 30].map((t) => {
    const [px] = place(t, 0)
    return `<line x1="${short(px)}" x2="${short(px)}" y1="${frame.top + 20}" y2="${frame.bottom + 6}" stroke="${LINE}"/>${label(px, frame.bottom + 30, `${t} °C`, { size: 17, anchor: 'middle' })}`
  })
  const names = MONTHS.map((month, i) => label(frame.left - 16, place(0, 11 - i)[1] - 6, month, { anchor: 'end', colour: i === calmest ? INK : SOFT, weight: i === calmest ? 600 : 400 }))
  return {
    title: 'July is the only month that agrees with itself',
    subtitle: `Daily mean temperature in one invented town, ${2020 + random.below(5)}: how often each value came, by month`,
    body: marks.join('') + plotted(frame, x, y, series) + names.join(''),
    alt: `Ridgeline chart of daily temperature by month in an invented town: twelve overlapping curves from blue January, around ${Math.round(means[0] as number)} degrees, to ochre July, around ${Math.round(means[6] as number)}. July's is the narrowest. Synthetic data.`,
    subject: /temperature/i.test(prompt) || prompt === '' ? 'a ridgeline chart of temperature by month' : 'a ridgeline chart',
    details: ['twelve overlapping curves', 'July stands narrow and high', 'months named at the left', 'blue winters and an ochre summer', 'a note that the data are synthetic'],
    colours: [PAPER, SEASONS[0] as Hex, SEASONS[4] as Hex, SEASONS[2] as Hex],
  }
}

/** Two measures with a line through them (least squares) and one point that stands apart, named. */
export function scatter({ random, subject, accent }: ChartBrief): DrawnChart {
  const frame = { ...FRAME, left: 100 }
  const count = 64
  const slope = random.between(0.9, 1.5)
  const points = Array.from({ length: count }, (): [number, number] => {
    const walk = Math.max(0.6, 6.4 + normal(random) * 2.4)
    return [walk, Math.max(4.2, Math.min(8.4, 5.1 + walk * slope * 0.22 + normal(random) * 0.55))]
  })
  const odd: [number, number] = [random.between(1.2, 2), random.between(8.7, 9.2)]
  const meanX = points.reduce((sum, [px]) => sum + px, 0) / count
  const meanY = points.reduce((sum, [, py]) => sum + py, 0) / count
  const fit = points.reduce((sum, [px, py]) => sum + (px - meanX) * (py - meanY), 0) / points.reduce((sum, [px]) => sum + (px - meanX) ** 2, 0)
  const ax: readonly [number, number] = [0, 14]
  const ay: readonly [number, number] = [4, 10]
  const place = placeOf(frame, ax, ay)
  const gridY = [4, 6, 8, 10].map((v) => `<line x1="${frame.left}" x2="${frame.right}" y1="${short(place(0, v)[1])}" y2="${short(place(0, v)[1])}" stroke="${LINE}"/>${label(frame.left - 12, place(0, v)[1] + 6, `${v} h`, { anchor: 'end', size: 17 })}`)
  const gridX = [0, 4, 8, 12].map((v) => label(place(v, 4)[0], frame.bottom + 30, `${v} km`, { anchor: 'middle', size: 17 }))
  const [ox, oy] = place(...odd)
  const end = (t: number): [number, number] => [t, meanY + (t - meanX) * fit]
  return {
    title: `Each kilometre walked goes with ${Math.round(fit * 60)} more minutes of sleep`,
    subtitle: `${subject ?? 'Walking and sleep'}: one dot is one invented person's mean over a month`,
    body: gridY.join('') + gridX.join('') + plotted(frame, ax, ay, [
      { type: 'line', data: [end(1), end(13)], symbol: 'none', lineStyle: { color: INK, width: 2, type: [6, 6] } },
      { type: 'scatter', data: points, symbolSize: 17, itemStyle: { color: accent, opacity: 0.62 } },
      { type: 'scatter', data: [odd], symbolSize: 19, itemStyle: { color: PAPER, borderColor: INK, borderWidth: 2.4 } },
    ]) + label(ox + 20, oy - 8, 'hardly walks, sleeps best of all:', { colour: INK }) + label(ox + 20, oy + 16, 'there is always one', { colour: INK }),
    alt: `Scatter chart of ${count} dots rising to the right: kilometres walked a day against hours of sleep, with a dashed line of best fit. One open dot at the upper left stands apart and is annotated. Synthetic data.`,
    subject: 'a scatter chart of walking and sleep', details: ['one outlier with a note', 'a dashed line of best fit', 'units on both axes', 'a note that the data are synthetic'], colours: [PAPER, accent, INK],
  }
}

/** Seven days by twenty-four hours. */
export function heatmap({ random, subject, accent }: ChartBrief): DrawnChart {
  const frame = { left: 174, top: 262, right: 936, bottom: 700 }
  const busy = (day: number, hour: number) => {
    const commute = day < 5 ? Math.exp(-(((hour - 8) / 1.3) ** 2)) + 0.85 * Math.exp(-(((hour - 17.4) / 1.7) ** 2)) : 0
    const leisure = (day < 5 ? 0.25 : 0.8) * Math.exp(-(((hour - 14) / 3.6) ** 2))
    return Math.min(1, (commute + leisure) * (day === 4 ? 0.85 : 1) + 0.03 + random.between(0, 0.07))
  }
  const values = DAYS.map((_, day) => HOURS.map((hour) => busy(day, hour)))
  const paper = '#f7f3ea'
  const ramp: readonly Hex[] = [mix(accent, paper, 0.9), mix(accent, paper, 0.5), accent, lighter(accent, -0.18)]
  const [w, h] = [(frame.right - frame.left) / 24, (frame.bottom - frame.top) / 7]
  const cells = values.flatMap((row, day) => row.map((value, hour) => `<rect x="${short(frame.left + hour * w + 1.5)}" y="${short(frame.top + day * h + 1.5)}" width="${short(w - 3)}" height="${short(h - 3)}" rx="5" fill="${along(ramp, value)}"/>`))
  const flat = values.flatMap((row, day) => row.map((value, hour) => ({ value, day, hour })))
  const peak = flat.reduce((best, one) => (one.value > best.value ? one : best))
  const hours = [0, 6, 12, 18].map((hour) => label(frame.left + (hour + 0.5) * w, frame.top - 14, `${hour}:00`, { anchor: 'middle', size: 17 }))
  const names = DAYS.map((day, i) => label(frame.left - 16, frame.top + (i + 0.62) * h, day, { anchor: 'end', colour: i === peak.day ? INK : SOFT, weight: i === peak.day ? 600 : 400 }))
  const [px, py] = [frame.left + peak.hour * w, frame.top + peak.day * h]
  const swatches = ramp.map((_, i) => `<rect x="${frame.left + i * 46}" y="756" width="46" height="16" fill="${along(ramp, i / 3)}"/>`)
  return {
    title: `${DAYS[peak.day] as string} at ${peak.hour} is when everybody is on a bicycle`,
    subtitle: `${subject ?? 'Bicycles counted on one invented bridge'}, by weekday and hour, mean of a year`,
    body: [...cells, `<rect x="${short(px)}" y="${short(py)}" width="${short(w)}" height="${short(h)}" rx="6" fill="none" stroke="${INK}" stroke-width="2.6"/>`, ...hours, ...names, ...swatches, label(frame.left, 802, 'few', { size: 17 }), label(frame.left + 184, 802, `${400 + Math.round(peak.value * 300)} an hour`, { size: 17, anchor: 'end' })].join(''),
    alt: `Heat map of seven weekdays by twenty-four hours. Two dark bands on working days, at eight and after five; weekends show one soft patch in the afternoon. The darkest cell, ${DAYS[peak.day] as string} at ${peak.hour}, is outlined. Synthetic data.`,
    subject: 'a heat map of the week by the hour', details: ['two rush hours on working days', 'weekends begin late', 'the peak outlined', 'a note that the data are synthetic'], colours: [PAPER, accent, ramp[3] as Hex, ramp[0] as Hex],
  }
}
