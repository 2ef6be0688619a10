import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SystemClock } from '../../base/clock.ts'
import { OFFLINE_GENERATORS } from '../../image/generators/address.ts'
import { DrawingDeathError } from '../../image/processes/drawing-process.ts'
import { ImageProcesses } from '../../image/processes/image-processes.ts'
import { compareRuns } from '../measures/comparison/compare-runs.ts'
import { measureAll } from '../measures/measure-all.ts'
import { grownWorld } from '../measures/testing/grown-world.ts'
import { madeWorld } from '../measures/testing/made-world.ts'
import { COLOURS, type Theme } from './colours.ts'
import { coursePlots } from './course-plot.ts'
import { comparisonPlot } from './comparison-plot.ts'
import { measurePlot } from './measure-plot.ts'
import type { Plot } from './plot.ts'
import { pngOf } from './png.ts'
import { plotsOf } from './plots-of.ts'
import { svgOf } from './svg.ts'

const QUICK = { seed: 'a', degrees: { rounds: 5, sampleMost: 200 }, texts: { windows: 3, textsMost: 100 }, diversity: { textsMost: 100, selfBleuMost: 30 } }
const MEASURES = measureAll(grownWorld({ members: 200, groups: 4, postsEach: 2, followsEach: 3, seed: 1 }), QUICK)

test('a plot a measure: a title that answers, units on both axes, drawn in both themes', () => {
  for (const theme of ['light', 'dark'] as const) {
    const plots = plotsOf(MEASURES, theme)
    expect(plots.map(({ name }) => name)).toEqual(['activity', 'followers', 'following', 'communities', 'cascades', 'attention', 'polarisation', 'sentiment', 'topic-drift', 'text-diversity'])
    for (const plot of plots) {
      const svg = svgOf(plot)
      expect(svg).toMatch(/^<svg [^>]*width="880" height="500"/)
      expect(svg).toContain(COLOURS[theme].page)
      expect(svg).not.toMatch(/NaN|undefined|Infinity/)
      expect(plot.title).not.toMatch(/NaN|undefined|null/)
      const { xAxis, yAxis } = plot.option as { xAxis: { name: string }; yAxis: { name: string } }
      expect(svg).toContain(`>${xAxis.name}</text>`)
      expect(svg).toContain(`>${yAxis.name}</text>`)
      expect(JSON.parse(JSON.stringify(plot))).toEqual(plot)
    }
  }
})

test('titles say what was found', () => {
  const titles = plotsOf(MEASURES, 'light').map(({ title }) => title)
  expect(titles[0]).toMatch(/^\d+ % of acts fall in the hours their rhythms say$/)
  expect(titles[5]).toMatch(/^A tenth of members holds \d+ % of likes/)
  expect(titles[6]).toMatch(/of follows stay inside archetypes; chance would keep/)
})

test('an empty world is drawn too, and says so', () => {
  const plots = plotsOf(measureAll(madeWorld({ members: 2 }), QUICK), 'light')
  for (const plot of plots) expect(svgOf(plot)).not.toMatch(/NaN|undefined/)
  expect(plots.map(({ title }) => title)).toContain('No post was passed on')
})

test('names are written as text, never as markup', () => {
  const world = grownWorld({ members: 60, groups: 2, postsEach: 1, followsEach: 2, seed: 1 })
  const named = { ...world, members: { ...world.members, archetype: (member: number) => (member % 2 === 0 ? '<script>' : 'a & b') } }
  const camps = [{ kind: '<b>&"', names: ['x', 'y'], labels: Int32Array.from({ length: 60 }, (_, member) => member % 2) }]
  for (const plot of plotsOf(measureAll(named, { ...QUICK, camps }), 'light')) expect(svgOf(plot)).not.toMatch(/<script>|<b>/)
})

test('a comparison as boxes of intervals on one scale', () => {
  const runs = (followsEach: number) => [1, 2, 3].map((seed) => ({ seed: `${seed}`, measures: measureAll(grownWorld({ members: 80, groups: 2, postsEach: 1, followsEach, seed }), QUICK) }))
  const plot = comparisonPlot(compareRuns([{ name: 'recent', runs: runs(2) }, { name: 'popular', runs: runs(5) }], 'x'), 'light')
  expect(plot.title).toMatch(/^In \d+ of \d+ differences from recent the interval excludes 0$/)
  const svg = svgOf(plot)
  expect(svg).toContain('>Gini of followers</text>')
  expect(svg).toContain('>Difference from recent (standard deviations between runs)</text>')
  expect(svg).not.toMatch(/NaN|undefined/)
  const single = [{ seed: '1', measures: MEASURES }]
  expect(comparisonPlot(compareRuns([{ name: 'recent', runs: single }, { name: 'popular', runs: single }], 'x'), 'light').title).toBe('Too few runs to compare with recent')
})

test('a divide through the run: a line a run and one for their mean, and dots of runs in the measure\'s own unit', () => {
  const run = (seed: string, late: number) => ({
    seed, measures: measureAll(madeWorld({
      members: 4, fromMs: 0, toMs: 24 * 3_600_000, archetypes: ['a', 'a', 'b', 'b'], posts: [{ by: 0 }, { by: 2 }], follows: [[0, 1]], ties: [[0, 1, 0], [2, 0, late * 3_600_000]], shown: [[1, 0, 5], [3, 0, 9]],
    }), QUICK),
  })
  const branches = [{ name: 'recent', runs: [run('1', 6), run('2', 12)] }, { name: 'popular', runs: [run('1', 23), run('2', 25)] }]
  const [follows, shown] = coursePlots(branches, 'light')
  expect(follows?.title).toBe('Follows across archetypes went from an E–I index of −1.00 to: recent 0.00, popular −0.50')
  expect(svgOf(follows as Plot)).toContain('>recent</text>')
  expect(follows?.option.series).toHaveLength(6)
  expect(svgOf(shown as Plot)).not.toMatch(/NaN|undefined/)
  expect(coursePlots([{ name: 'x', runs: [{ seed: '1', measures: MEASURES }] }], 'light')).toEqual([])
  const [metric] = compareRuns(branches, 'x', ['shownAcross/archetypes']).metrics
  const plot = measurePlot(metric as NonNullable<typeof metric>, 'light')
  expect(plot.name).toBe('measure-shownacross-archetypes')
  expect(plot.title).toBe('Posts shown across archetypes: recent 0.500, popular 0.500')
  expect(svgOf(plot)).not.toMatch(/NaN|undefined/)
})

test('PNG at twice the size, with letters whatever fonts the machine has', async () => {
  await using drawing = new ImageProcesses({ clock: new SystemClock(), generators: OFFLINE_GENERATORS, processes: 1 })
  const signal = new AbortController().signal
  const plot = plotsOf(MEASURES, 'light')[0] as ReturnType<typeof plotsOf>[number]
  const svg = svgOf(plot)
  const png = await pngOf(svg, drawing, signal)
  expect([...png.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47])
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1760, 1000])
  // Without its letters the picture is another one, and smaller.
  const mute = await pngOf(svg.replaceAll(/<text[^>]*>[^<]*<\/text>/g, ''), drawing, signal)
  expect(png.length).toBeGreaterThan(mute.length * 1.5)
})

test('a renderer that breaks is told as such, and ends nobody else', async () => {
  const broken = { png: () => Promise.reject(new DrawingDeathError('The process that draws images ended within its work.')) }
  await expect(pngOf('<svg/>', broken, new AbortController().signal)).rejects.toMatchObject({ kind: 'unavailable', code: 'png-unavailable' })
})

test('the colours are those of the pages', () => {
  const css = readFileSync(new URL('../../../../web/src/design/tokens.css', import.meta.url), 'utf8')
  const tokens = { page: 'page', line: 'line', 'line-strong': 'lineStrong', ink: 'ink', 'ink-soft': 'inkSoft', 'ink-faint': 'inkFaint' } as const
  const halves = (token: string): readonly string[] => {
    const found = css.match(new RegExp(`--color-${token}: light-dark\\(oklch\\(([^)]+)\\), oklch\\(([^)]+)\\)\\)`))
    return (found ?? []).slice(1).map((words) => rgbOf(...words.split(' ').map(Number) as [number, number, number]))
  }
  const themes: Theme[] = ['light', 'dark']
  for (const [index, theme] of themes.entries()) {
    for (const [token, colour] of Object.entries(tokens)) expect(halves(token)[index], `${theme} ${token}`).toBe(COLOURS[theme][colour])
    expect(halves('accent')[index]).toBe(COLOURS[theme].series[0])
  }
})

/** CSS Color 4: OKLCH to sRGB by Ottosson's matrices. */
function rgbOf(lightness: number, chroma: number, hue: number): string {
  const [a, b] = [chroma * Math.cos(hue * Math.PI / 180), chroma * Math.sin(hue * Math.PI / 180)]
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const linear = [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s]
  return `#${linear.map((value) => {
    const bounded = Math.min(1, Math.max(0, value))
    const shown = bounded <= 0.0031308 ? 12.92 * bounded : 1.055 * bounded ** (1 / 2.4) - 0.055
    return Math.round(shown * 255).toString(16).padStart(2, '0')
  }).join('')}`
}
