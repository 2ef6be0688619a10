import type { Hrefs } from './hrefs.ts'
import { useSite } from './site-context.ts'

/** Addresses in the world that the page is of. */
export function useHrefs(): Hrefs {
  return useSite().hrefs
}
