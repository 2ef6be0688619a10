/** Each arm's share of leads who came to the goal, with the interval it lies in; where intervals lie apart, something is decided. */
import { HOLDOUT, type ExperimentResult } from '@troupe/contract'
import { formatShare, formatWhole } from '../../../design/number-format.ts'
import { ChartFigure } from '../../parts/chart/ChartFigure.tsx'
import { armWord, resultAnswer } from './experiment-words.ts'

const ROW_PX = 44
const AXIS_PX = 26
const LETTER_PX = 7.25
/** Room for half of the share over a point that lies at nothing. */
const LABEL_GAP_PX = 20
const TICKS = 4
const RIGHT = 22

export function IntervalChart({ result }: { result: ExperimentResult }) {
  const { arms, confidence, experiment: { goal, windowDays, key } } = result
  const most = Math.min(1, niceShare(Math.max(0.02, ...arms.filter(({ leads }) => leads > 0).map(({ high }) => high))))
  return (
    <ChartFigure
      title={resultAnswer(result)} name={`experiment-${key}`} heightPx={arms.length * ROW_PX + AXIS_PX}
      rows={[['arm', 'leads', 'conversions', 'rate', 'low', 'high'], ...arms.map(({ arm, leads, conversions, rate, low, high }) => [arm, leads, conversions, rate, low, high].map(String))]}
      note={`Share of leads who came to ${goal} within ${windowDays} days, of those whose days are over. The lines hold the true share with ${formatShare(confidence)} certainty, however often you look.`}
    >
      {(width) => {
        const left = Math.min(width * 0.34, LABEL_GAP_PX + Math.max(...arms.map(({ arm }) => armWord(arm).length)) * LETTER_PX)
        const letters = Math.floor((left - LABEL_GAP_PX) / LETTER_PX)
        const room = Math.max(0, width - left - RIGHT)
        const at = (share: number) => left + (Math.min(share, most) / most) * room
        const bottom = arms.length * ROW_PX
        return (
          <>
            {Array.from({ length: TICKS + 1 }, (_, tick) => {
              const share = (most / TICKS) * tick
              return (
                <g key={tick}>
                  <line x1={at(share)} x2={at(share)} y1={4} y2={bottom} stroke="var(--color-line)" shapeRendering="crispEdges" />
                  <text x={at(share)} y={bottom + 18} textAnchor="middle" fontSize={12} fill="var(--color-ink-faint)">{`${Number((share * 100).toFixed(1))} %`}</text>
                </g>
              )
            })}
            {arms.map(({ arm, leads, conversions, rate, low, high }, place) => {
              const y = place * ROW_PX + ROW_PX / 2
              const colour = arm === HOLDOUT ? 'var(--color-ink-faint)' : `var(--color-series-${(place % 6) + 1})`
              return (
                <g key={arm}>
                  <title>{leads === 0 ? `${armWord(arm)}: nobody yet` : `${armWord(arm)}: ${formatShare(rate)} (${formatWhole(conversions)} of ${formatWhole(leads)}), between ${formatShare(low)} and ${formatShare(high)}`}</title>
                  <text x={0} y={y + 4} fontSize={13} fill="var(--color-ink-soft)">{cut(armWord(arm), letters)}</text>
                  {leads === 0 ? <text x={left + 4} y={y + 4} fontSize={12} fill="var(--color-ink-faint)">nobody yet</text> : (
                    <>
                      <line x1={at(low)} x2={at(high)} y1={y} y2={y} stroke={colour} strokeWidth={2.5} />
                      <line x1={at(low)} x2={at(low)} y1={y - 6} y2={y + 6} stroke={colour} strokeWidth={2} />
                      <line x1={at(high)} x2={at(high)} y1={y - 6} y2={y + 6} stroke={colour} strokeWidth={2} />
                      <circle cx={at(rate)} cy={y} r={5} fill={colour} />
                      <text x={at(rate)} y={y - 10} textAnchor="middle" fontSize={12} fill="var(--color-ink)">{formatShare(rate)}</text>
                    </>
                  )}
                </g>
              )
            })}
          </>
        )
      }}
    </ChartFigure>
  )
}

/** The whole word is in the row's title. */
function cut(word: string, letters: number): string {
  return word.length <= letters ? word : `${word.slice(0, Math.max(1, letters - 1))}…`
}

/** A round share at or above the greatest. */
function niceShare(share: number): number {
  return [0.02, 0.04, 0.08, 0.12, 0.16, 0.2, 0.24, 0.32, 0.4, 0.6, 0.8].find((each) => each >= share) ?? 1
}
