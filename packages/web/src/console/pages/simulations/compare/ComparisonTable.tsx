import { clsx } from 'clsx'
import { figure } from '../../../parts/plot/page-option.ts'
import { stands, type ReadyComparison } from './comparison-rows.ts'
import { BranchSwatch } from './BranchSwatch.tsx'

type Metric = ReadyComparison['metrics'][number]
type Difference = NonNullable<Metric['branches'][number]['difference']>

const WHISKER_PX = 44
/** As many as tell two runs apart. */
const DIGITS = 3

export function ComparisonTable({ comparison: { base, branches }, metrics }: { comparison: ReadyComparison; metrics: readonly Metric[] }) {
  const intervals = metrics.some((metric) => metric.branches.some(({ difference }) => difference !== null && difference.interval !== null))
  return (
    <div className="relative overflow-x-auto">
      <table className="tabular w-full min-w-max border-collapse text-13">
        <thead>
          <tr className="border-b border-line text-12 text-ink-faint">
            <th scope="col" className="sticky left-0 z-10 h-9 bg-page pr-4 text-left font-normal">Measure</th>
            {branches.map(({ name, runs }, place) => (
              <th key={name} scope="col" colSpan={name === base ? 1 : intervals ? 3 : 2} className="px-2 text-right font-normal">
                <span className="inline-flex items-center gap-1.5"><BranchSwatch place={place} /><span className="max-w-20 truncate font-medium text-ink sm:max-w-52" title={name}>{name}</span>{runs > 1 && <span className="max-sm:hidden">{runs} runs</span>}{name === base && <span className="max-sm:hidden">base</span>}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {metrics.map((metric) => (
            <tr key={metric.key} className="h-9 border-b border-line hover:bg-sunken">
              <th scope="row" className="sticky left-0 z-10 max-w-32 bg-page pr-3 text-left font-normal sm:max-w-60">
                <span className="block py-1 text-13 sm:truncate sm:py-0 sm:text-14" title={`${metric.name}, ${metric.unit}`}>{metric.name} <span className="text-12 whitespace-nowrap text-ink-faint">{metric.unit}</span></span>
              </th>
              {metric.branches.map(({ branch, mean, deviation, difference }) => (
                branch === base ? <Mean key={branch} mean={mean} deviation={deviation} /> : <Against key={branch} mean={mean} deviation={deviation} difference={difference} intervals={intervals} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Mean({ mean, deviation }: { mean: number | null; deviation: number | null }) {
  return <td className="px-2 text-right whitespace-nowrap" title={deviation === null ? undefined : `Standard deviation between runs ${figure(deviation, DIGITS)}`}>{figure(mean, DIGITS)}</td>
}

function Against({ mean, deviation, difference, intervals }: { mean: number | null; deviation: number | null; difference: Difference | null; intervals: boolean }) {
  const sure = difference !== null && stands(difference.interval)
  return (
    <>
      <Mean mean={mean} deviation={deviation} />
      <td className={clsx('px-2 text-right whitespace-nowrap', sure ? 'font-semibold' : 'text-ink-soft')} title={difference?.answer}>{difference === null ? '–' : signed(difference.mean)}</td>
      {intervals && <td className="px-2 text-right whitespace-nowrap">{difference?.interval == null ? <span className="text-ink-faint">–</span> : <Interval difference={difference} />}</td>}
    </>
  )
}

/** The interval in numbers and against 0: a whisker that clears the line is a difference chance hardly makes. */
function Interval({ difference: { mean, interval, answer } }: { difference: Difference }) {
  if (interval === null) return null
  const reach = Math.max(Math.abs(interval.low), Math.abs(interval.high), Number.EPSILON) * 1.08
  const x = (value: number) => (value / reach + 1) / 2 * WHISKER_PX
  const sure = stands(interval)
  return (
    <span className="inline-flex items-center gap-2" title={answer}>
      <span className="text-12 text-ink-soft">{signed(interval.low)} to {signed(interval.high)}{sure && <span className="sr-only">, excludes 0</span>}</span>
      <svg aria-hidden width={WHISKER_PX} height={14} overflow="visible" className={sure ? 'text-accent' : 'text-ink-faint'}>
        <line x1={WHISKER_PX / 2} x2={WHISKER_PX / 2} y1={0} y2={14} stroke="var(--color-line-strong)" />
        <line x1={x(interval.low)} x2={x(interval.high)} y1={7} y2={7} stroke="currentColor" strokeWidth={sure ? 3 : 1.5} strokeLinecap="round" />
        <circle cx={x(mean)} cy={7} r={3.5} fill="currentColor" />
      </svg>
    </span>
  )
}

function signed(value: number): string {
  const words = figure(Math.abs(value), DIGITS)
  return value > 0 ? `+${words}` : value < 0 ? `−${words}` : words
}
