import { Loading, Skeleton } from '../../design/Skeleton.tsx'

const WIDTHS = ['w-11/12', 'w-4/5', 'w-full', 'w-3/4', 'w-10/12']

export function PostSkeletons({ what = 'posts', count = 5 }: { what?: string; count?: number }) {
  return (
    <Loading what={what}>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="flex gap-3 border-b px-4 py-4 sm:px-5">
          <Skeleton className="size-10 shrink-0 rounded-full" />
          <div className="min-w-0 flex-1 space-y-2.5 pt-1">
            <Skeleton className="h-4 w-48" />
            <Skeleton className={`h-4 ${WIDTHS[index % WIDTHS.length]}`} />
            <Skeleton className={`h-4 ${WIDTHS[(index + 3) % WIDTHS.length]}`} />
          </div>
        </div>
      ))}
    </Loading>
  )
}
