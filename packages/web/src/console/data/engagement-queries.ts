/** Questions about creators that several pages ask. */
import type { Creator } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { answerOf } from './api.ts'
import { creatorsPath } from './engagement-addresses.ts'

/** Those whose leads one may see, for menus; undefined until they are known. */
export function useCreators(): readonly Creator[] | undefined {
  return useQuery(answerOf(creatorsPath(), { freshMs: 30_000 })).data?.items
}
