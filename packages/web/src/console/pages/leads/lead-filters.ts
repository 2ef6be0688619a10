/** What the list of leads is narrowed to and how it is ordered. It lives in the page's address; an unknown value there is left out. */
import { consumerQuerySchema, idSchema, stageSchema, type Stage } from '@troupe/contract'

const ORDERS = consumerQuerySchema.shape.order.unwrap().options
export type LeadOrder = (typeof ORDERS)[number]
export const ORDER_WORDS: Readonly<Record<LeadOrder, string>> = { 'last-seen': 'Last seen', score: 'Highest score', newest: 'Newest' }
const TEXT_LONGEST = 60

export interface LeadFilters {
  creatorId?: string | undefined
  stage?: Stage | undefined
  tag?: string | undefined
  query?: string | undefined
  order?: LeadOrder | undefined
}

export function leadFiltersOf(search: Record<string, unknown>): LeadFilters {
  const creator = idSchema.safeParse(search.creatorId)
  const stage = stageSchema.safeParse(search.stage)
  const order = ORDERS.find((each) => each === search.order)
  const tag = textOf(search.tag)
  const query = textOf(search.query)
  return {
    ...(creator.success ? { creatorId: creator.data } : {}),
    ...(stage.success ? { stage: stage.data } : {}),
    ...(tag === null ? {} : { tag }),
    ...(query === null ? {} : { query }),
    ...(order === undefined || order === 'last-seen' ? {} : { order }),
  }
}

function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const text = value.slice(0, TEXT_LONGEST)
  return text.trim() === '' ? null : text
}

/** The order alone hides nobody. */
export function isNarrowed({ creatorId, stage, tag, query }: LeadFilters): boolean {
  return [creatorId, stage, tag, query].some((value) => value !== undefined)
}
