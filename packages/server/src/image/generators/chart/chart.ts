/** Charts with made-up but plausible figures, which they say they are. Each answers one question and titles itself with the answer. */
import type { GeneratorParams } from '@troupe/contract/image'
import type { Generate } from '../../generated.ts'
import { chroma, type Hex } from '../colour.ts'
import { coloursIn, firstSaid } from '../prompt-words.ts'
import { described } from '../said.ts'
import { sizeOf } from '../size.ts'
import { bar, course, slope, smallMultiples } from './comparisons.ts'
import { heatmap, ridgeline, scatter } from './distributions.ts'
import type { ChartBrief, DrawnChart } from './drawn.ts'
import { dotMap, hexagonMap } from './maps.ts'
import { sheet } from './sheet.ts'

type Params = GeneratorParams['chart']
type Form = NonNullable<Params['form']>

const FORMS: Readonly<Record<Form, (brief: ChartBrief) => DrawnChart>> = {
  bar, line: (brief) => course(brief, false), area: (brief) => course(brief, true), scatter, heatmap, ridgeline, slope, 'small-multiples': smallMultiples, 'hexagon-map': hexagonMap, 'dot-map': dotMap,
}
const WORDS: readonly (readonly [RegExp, Form])[] = [
  [/ridge ?line|joy ?plot/i, 'ridgeline'], [/slope/i, 'slope'], [/small multiples|panels|trellis/i, 'small-multiples'], [/hexagon|hex (?:tile )?map|tile map|choropleth/i, 'hexagon-map'], [/dot[- ](?:density|map)|\bdots?\b.*map/i, 'dot-map'],
  [/heat ?map|by hour|hour of/i, 'heatmap'], [/scatter|against|correlation/i, 'scatter'], [/\barea\b|stream/i, 'area'], [/\bbars?\b|ranking|columns/i, 'bar'], [/\bline\b|over time|trend|time series/i, 'line'], [/\bmap\b/i, 'hexagon-map'],
]
const ACCENTS: readonly Hex[] = ['#c2542d', '#1b7f7f', '#8e2f6c', '#2f5fa8', '#b07a1e', '#3f7f4f']

export const chart: Generate<Params> = (params, random) => {
  const prompt = [params.subject ?? '', params.prompt ?? ''].join(' ').trim()
  const form = params.form ?? firstSaid(prompt, WORDS) ?? random.fork('form').pick(Object.keys(FORMS) as Form[])
  const named = coloursIn(prompt).map(({ colour }) => colour)
  const drawn = FORMS[form]({ prompt, subject: params.subject ?? null, named: named.filter((colour) => chroma(colour) > 0.035), accent: named.find((colour) => chroma(colour) > 0.05) ?? random.fork('accent').pick(ACCENTS), random: random.fork(form) })
  const size = sizeOf(params, { width: 1024, height: 1024 })
  return {
    picture: { ...size, svg: sheet(size, drawn.title, drawn.subtitle, drawn.body, drawn.paper) },
    description: described({ alt: `${drawn.alt} Its title: “${drawn.title}.”`, subject: drawn.subject, details: drawn.details, colours: drawn.colours }),
  }
}
