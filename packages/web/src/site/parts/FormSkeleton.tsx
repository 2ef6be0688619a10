import { Loading, Skeleton } from '../../design/Skeleton.tsx'

/** Of a form whose script is being loaded. */
export function FormSkeleton({ fields }: { fields: number }) {
  return (
    <>
      <noscript><p className="mb-4 text-14 text-ink-soft">This form needs scripts, which are switched off in your browser.</p></noscript>
      <Loading what="the form">
        <div className="max-w-md space-y-6">
          {Array.from({ length: fields }, (_, place) => (
            <div key={place} className="space-y-2">
              <Skeleton className="h-4 w-28" />
              <Skeleton className="h-11 w-full" />
            </div>
          ))}
        </div>
      </Loading>
    </>
  )
}
