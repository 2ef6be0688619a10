import type { DegreeDistribution, PowerLawAnswer } from '../measures/degrees/degree-distribution.ts'
import type { Theme } from './colours.ts'
import { plotOf, type Plot } from './plot.ts'

/** On two logarithmic axes a power law is a straight line. */
export function degreePlot(name: 'followers' | 'following', degrees: DegreeDistribution, theme: Theme): Plot {
  const { curve, powerLaw, answer, summary } = degrees
  const looked = powerLaw && powerLaw.rounds > 0 ? `; test on ${powerLaw.sampled.taken.toLocaleString('en')} of ${powerLaw.sampled.of.toLocaleString('en')} members, ${powerLaw.rounds} drawn worlds` : ''
  return plotOf({
    name,
    title: `${name === 'followers' ? 'Followers' : 'Followed'}: ${answer}`,
    subtitle: summary ? `Mean ${summary.mean.toFixed(1)}, median ${summary.median}, most ${summary.most} ${degrees.unit}; fitted as Clauset, Shalizi and Newman (2009)${looked}` : 'Nobody is here',
    x: { name: name === 'followers' ? 'Followers (k, logarithmic)' : 'Followed (k, logarithmic)', type: 'log' },
    y: { name: 'Share of members with k or more (logarithmic)', type: 'log' },
    series: [
      { type: 'line', name: 'Counted', data: curve.map(({ value, share }) => [value, share]), lineStyle: { width: 0 }, symbol: 'circle', symbolSize: 6 },
      ...(powerLaw ? [{ type: 'line' as const, name: `Power law, exponent ${powerLaw.alpha.toFixed(2)}`, data: fitted(degrees, powerLaw), symbol: 'none', lineStyle: { width: 2, type: 'dashed' as const } }] : []),
    ],
  }, theme)
}

/** The continuous law's straight line through the tail's first point, which the discrete one hugs. */
function fitted({ curve }: DegreeDistribution, { alpha, xmin }: PowerLawAnswer): [number, number][] {
  const first = curve.find(({ value }) => value >= xmin)
  const last = curve.at(-1)
  if (!first || !last) return []
  const at = (value: number): [number, number] => [value, first.share * ((value - 0.5) / (first.value - 0.5)) ** (1 - alpha)]
  return [first.value, Math.sqrt(first.value * last.value), last.value].map(at)
}
