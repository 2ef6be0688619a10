import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../../api/request.ts'

const FRESH_MS = 5_000
const KEPT_MS = 10 * 60_000
const RETRIES_MOST = 2

/** What was fetched is shown at once and renewed behind; what the server refused is not asked again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      gcTime: KEPT_MS,
      retry: (count, error) => count < RETRIES_MOST && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
})
