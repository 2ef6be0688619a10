/** Questions about creators that several pages ask. */
import { typeHint, type Creator, type Page, type TypeHint } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { answerOf } from './api.ts'
import { creatorsPath, eventTypesPath, productsPath } from './engagement-addresses.ts'

/** Those whose leads one may see, for menus, without any whose onboarding failed; undefined until they are known. */
export function useCreators(): readonly Creator[] | undefined {
  return useQuery({ ...answerOf(creatorsPath(), { freshMs: 30_000 }), select: thoseWhoCame }).data
}

function thoseWhoCame({ items }: Page<Creator>): readonly Creator[] {
  return items.filter(({ state }) => state !== 'failed')
}

/** The name of something this creator sells, for examples; undefined until it is known, and where there is nothing. */
export function useSoldService(creatorId: string | undefined): string | undefined {
  const products = useQuery({ ...answerOf(productsPath(creatorId ?? ''), { freshMs: 60_000 }), enabled: creatorId !== undefined }).data?.items
  return products?.find(({ active }) => active)?.name
}

/** For types of events that somebody types: what is to be said of one that nobody has sent. Nothing until it is known what came. */
export function useTypeHint(): (type: string) => TypeHint | null {
  const sent = useQuery(answerOf(eventTypesPath(), { freshMs: 60_000 })).data?.items
  return (type) => sent === undefined ? null : typeHint(type, sent.filter(({ count }) => count > 0).map((each) => each.type))
}
