import type { ReactNode } from 'react'
import { Skeleton } from '../../design/Skeleton.tsx'

export function ImageGrid({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-2 gap-x-1 gap-y-3 px-2 py-3 sm:gap-x-2 sm:gap-y-5 sm:px-3 md:grid-cols-3 xl:grid-cols-4">{children}</div>
}

export function ImageSkeletons({ count = 8 }: { count?: number }) {
  return (
    <>
      <span role="status" aria-busy="true" className="sr-only">Loading images</span>
      {Array.from({ length: count }, (_, n) => (
        <div key={n} className="p-1.5 sm:p-2">
          <Skeleton className="aspect-[4/3] w-full" />
          <Skeleton className="mt-2 h-4 w-2/3" />
          <Skeleton className="mt-1.5 h-3 w-1/2" />
        </div>
      ))}
    </>
  )
}
