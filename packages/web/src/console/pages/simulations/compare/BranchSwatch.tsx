/** In full, so that the style sheet keeps them. */
const SERIES = ['bg-series-1', 'bg-series-2', 'bg-series-3', 'bg-series-4', 'bg-series-5', 'bg-series-6'] as const

/** A branch's colour, as its lines have it in every chart of the page. */
export function BranchSwatch({ place }: { place: number }) {
  return <span aria-hidden className={`inline-block h-2 w-3.5 shrink-0 rounded-full ${SERIES[place % SERIES.length]}`} />
}
