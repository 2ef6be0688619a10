/** Which row lies open. Of a thing that is listed twice, dismissed and reported again, it is the row that was picked. */
import { useState } from 'react'
import type { Entry } from './entries.ts'
import { keyOfWhich, type Which } from './moderation-filters.ts'

export function useOpenState(entries: readonly Entry[], open: Which | null): { place: number; openKey: string | null; settle(key: string | null): void } {
  const [picked, settle] = useState<string | null>(null)
  if (open === null) return { place: -1, openKey: null, settle }
  const wanted = keyOfWhich(open)
  const exact = entries.findIndex(({ key, which }) => key === picked && keyOfWhich(which) === wanted)
  const place = exact >= 0 ? exact : entries.findIndex(({ which }) => keyOfWhich(which) === wanted)
  return { place, openKey: entries[place]?.key ?? null, settle }
}
