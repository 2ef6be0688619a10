/**
 * A divide through the run, branch by branch: a thin line for each run, a thick one for their mean. Lines of one branch that lie
 * apart from those of another say more than two means do.
 */
import type { Branch } from '../measures/comparison/compare-runs.ts'
import type { CourseWindow } from '../measures/course.ts'
import type { Polarisation } from '../measures/polarisation.ts'
import { meanOf } from '../measures/summary.ts'
import { COLOURS, type Theme } from './colours.ts'
import { decimal, percent } from './figures.ts'
import { plotOf, type Plot } from './plot.ts'

type Field = 'follows' | 'shownAcross'

const HOUR_MS = 3_600_000
/** Hours between two numbers of the axis: the first that makes them few enough. */
const HOURS_APART = [1, 2, 3, 6, 12, 24, 48, 168, 720]
const TICKS_MOST = 9

/** Two plots; none where no run kept its times. */
export function coursePlots(branches: readonly Branch[], theme: Theme): readonly Plot[] {
  const told = branches[0]?.runs[0]?.measures.polarisation.findLast(({ course }) => course.length > 0)
  if (told === undefined) return []
  return [plotAlong(branches, told, 'follows', theme), plotAlong(branches, told, 'shownAcross', theme)]
}

function plotAlong(branches: readonly Branch[], { camps, follows, shown }: Polarisation, field: Field, theme: Theme): Plot {
  const { series } = COLOURS[theme]
  const courses = branches.map(({ name, runs }, index) => {
    const lines = runs.map(({ measures }) => pointsOf(measures.polarisation.find((one) => one.camps === camps)?.course ?? [], measures.world.fromMs, field))
    return { name, lines, mean: meanLine(lines), colour: series[index % series.length] as string }
  })
  const ends = courses.map(({ name, mean }) => `${name} ${figure(field, mean.at(-1)?.[1] ?? null)}`).join(', ')
  const start = courses[0]?.mean[0]?.[1] ?? null
  const longest = Math.max(...courses.flatMap(({ mean }) => mean.map(([hour]) => hour)))
  const chance = field === 'follows' ? follows.eiByChance : shown?.eiByChance == null ? null : (shown.eiByChance + 1) / 2
  return plotOf({
    name: field === 'follows' ? 'course-follows' : 'course-shown',
    title: field === 'follows' ? `Follows across ${camps} went from an E–I index of ${figure(field, start)} to: ${ends}` : `Posts shown across ${camps} at the end: ${ends}`,
    subtitle: `Thin lines are runs, thick ones their means; ${branches.map(({ name, runs }) => `${runs.length} of ${name}`).join(', ')}${chance === null ? '' : `. Mixing at random would give about ${figure(field, chance)}`}`,
    x: { name: 'Hours since the beginning', type: 'value', min: 0, max: longest, every: HOURS_APART.find((apart) => longest / apart <= TICKS_MOST) ?? longest },
    y: field === 'follows' ? { name: 'E–I index of follows (−1 all inside, 1 all across)', type: 'value', scale: true } : { name: 'Posts by another camp (share of those shown)', type: 'value', min: 0 },
    legend: branches.map(({ name }) => name),
    series: courses.flatMap(({ name, lines, mean, colour }) => [
      ...(lines.length < 2 ? [] : lines.map((data) => ({ type: 'line' as const, data, symbol: 'none', itemStyle: { color: colour }, lineStyle: { width: 1, opacity: 0.35, color: colour } }))),
      { type: 'line' as const, name, data: mean, symbol: 'none', itemStyle: { color: colour }, lineStyle: { width: 3, color: colour } },
    ]),
  }, theme)
}

/** Hours and values; stretches without one are left out. */
function pointsOf(course: readonly CourseWindow[], fromMs: number, field: Field): [number, number][] {
  return course.flatMap((window): [number, number][] => (window[field] === null ? [] : [[Math.round((window.toMs - fromMs) / HOUR_MS * 100) / 100, Math.round(window[field] * 10_000) / 10_000]]))
}

/** Where every run has a value. */
function meanLine(lines: readonly (readonly [number, number][])[]): [number, number][] {
  const others = lines.slice(1).map((line) => new Map(line))
  return (lines[0] ?? []).flatMap(([hour, value]): [number, number][] => {
    const values = [value, ...others.map((line) => line.get(hour)).filter((one) => one !== undefined)]
    return values.length < lines.length ? [] : [[hour, Math.round(meanOf(values) * 10_000) / 10_000]]
  })
}

function figure(field: Field, value: number | null): string {
  return value === null ? 'none' : field === 'follows' ? decimal(value) : percent(value)
}
