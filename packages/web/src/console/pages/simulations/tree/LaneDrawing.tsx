import type { Simulation } from '@troupe/contract'
import type { Lane, Lanes } from './branch-lanes.ts'

export const LANE_ROW_PX = 48
const BEND_PX = 14

export interface LaneDrawingProps extends Lanes {
  runs: ReadonlyMap<string, Simulation>
  chosen: ReadonlySet<string>
  left: number
  width: number
  height: number
}

/** The lines behind the rows: what is past solid, what is to come dashed, and where each branch leaves its parent. */
export function LaneDrawing({ lanes, ticks, runs, chosen, left, width, height }: LaneDrawingProps) {
  const x = (share: number) => share * width
  const y = (place: number) => place * LANE_ROW_PX + LANE_ROW_PX / 2
  return (
    <svg aria-hidden width={width + 16} height={height} className="pointer-events-none absolute top-0 overflow-visible" style={{ left }}>
      {ticks.map(({ share, label }) => <line key={label} x1={x(share)} x2={x(share)} y1={0} y2={height} stroke="var(--color-line)" strokeWidth={1} shapeRendering="crispEdges" />)}
      {lanes.map((lane, place) => <LaneLine key={lane.id} lane={lane} place={place} colour={colourOf(runs.get(lane.id), chosen.has(lane.id))} x={x} y={y} />)}
    </svg>
  )
}

function LaneLine({ lane: { parentPlace, from, reached, to }, place, colour, x, y }: { lane: Lane; place: number; colour: string; x(share: number): number; y(place: number): number }) {
  const [begins, is, ends] = [x(from), x(Math.max(from, reached)), x(Math.max(to, reached, from))]
  const above = parentPlace === null ? null : y(parentPlace)
  return (
    <g fill="none" stroke={colour} strokeWidth={2} strokeLinecap="round">
      {above !== null && (
        <>
          <path d={`M${begins} ${above} V${y(place) - BEND_PX} Q${begins} ${y(place)} ${begins + BEND_PX} ${y(place)}`} strokeWidth={1.5} />
          <circle cx={begins} cy={above} r={3.5} fill="var(--color-page)" strokeWidth={1.5} />
        </>
      )}
      <line x1={above === null ? begins : Math.min(begins + BEND_PX, is)} x2={is} y1={y(place)} y2={y(place)} />
      {ends > is + 1 && <line x1={is} x2={ends} y1={y(place)} y2={y(place)} strokeDasharray="1 5" />}
      <circle cx={is} cy={y(place)} r={4} fill={colour} stroke="none" />
    </g>
  )
}

function colourOf(run: Simulation | undefined, chosen: boolean): string {
  if (chosen) return 'var(--color-accent)'
  return run?.state === 'running' ? 'var(--color-busy)' : run?.state === 'failed' ? 'var(--color-bad)' : 'var(--color-ink-soft)'
}
