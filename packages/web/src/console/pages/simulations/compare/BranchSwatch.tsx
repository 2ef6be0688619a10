const SERIES = 6

/** A branch's colour, as its lines have it in every chart of the page. */
export function BranchSwatch({ place }: { place: number }) {
  return <span aria-hidden className="inline-block h-2 w-3.5 shrink-0 rounded-full" style={{ background: `var(--color-series-${place % SERIES + 1})` }} />
}
