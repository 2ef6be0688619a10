import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { ARCHETYPES } from '../data/addresses.ts'
import { answerOf } from '../data/api.ts'
import { archetypeLabel, archetypeLabels } from './archetype-labels.ts'

const FRESH_MS = 300_000

/** How an archetype is called; by its id until the packs are known. */
export function useArchetypeLabel(): (archetype: string | null) => string {
  const packs = useQuery(answerOf(ARCHETYPES, { freshMs: FRESH_MS })).data?.items
  const labels = useMemo(() => archetypeLabels(packs ?? []), [packs])
  return useCallback((archetype) => archetypeLabel(labels, archetype), [labels])
}
