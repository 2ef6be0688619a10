import { useRouter } from '@tanstack/react-router'
import { ErrorState } from '../../design/ErrorState.tsx'
import { causeOf } from '../data/api.ts'

/** A page that could not be drawn: its cause, and a way to try again. */
export function RouteFault({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter()
  return (
    <ErrorState
      title="This page could not be shown"
      cause={causeOf(error)}
      onRetry={() => {
        reset()
        void router.invalidate()
      }}
    />
  )
}
