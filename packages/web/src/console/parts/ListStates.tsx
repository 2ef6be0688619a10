/** What a list shows before, instead of and after its rows. */
import { MapPinOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { ApiError } from '../../api/request.ts'
import { EmptyState } from '../../design/EmptyState.tsx'
import { ErrorState } from '../../design/ErrorState.tsx'
import { Loading, Skeleton } from '../../design/Skeleton.tsx'
import { causeOf } from '../data/api.ts'

export function RowSkeletons({ what, rows = 8, tall = false }: { what: string; rows?: number; tall?: boolean }) {
  return (
    <Loading what={what}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={`flex items-center gap-3 border-b border-line px-4 sm:px-6 ${tall ? 'h-14' : 'h-9'}`}>
          <Skeleton className="size-5 rounded-full" />
          <Skeleton className={`h-3 ${['w-40', 'w-52', 'w-32'][row % 3]}`} />
          <Skeleton className="ml-auto h-3 w-24" />
        </div>
      ))}
    </Loading>
  )
}

export interface AnswerProps<Data> {
  query: { data: Data | undefined; error: Error | null; refetch(): unknown }
  /** "agents", "this turn": completes "Loading …" and "… could not be loaded". */
  what: string
  skeleton?: ReactNode
  children: (data: Data) => ReactNode
}

/** One answer of the API: its skeleton, its error with a retry, or what it says. Old data outlives a failed renewal. */
export function Answer<Data>({ query, what, skeleton, children }: AnswerProps<Data>) {
  if (query.data !== undefined) return children(query.data)
  // To ask again for what isn't there would help nobody.
  if (query.error instanceof ApiError && query.error.missing) return <EmptyState icon={<MapPinOff size={22} />} title={`There is no such ${what.replace(/^(this|the) /, '')}`}>{query.error.problem?.detail} It may have been deleted, or the address is mistyped.</EmptyState>
  if (query.error !== null) return <ErrorState title={`${what[0]?.toUpperCase()}${what.slice(1)} could not be loaded`} cause={causeOf(query.error)} onRetry={() => void query.refetch()} />
  return skeleton ?? <RowSkeletons what={what} />
}
