/** What the moderation page is narrowed to, and what lies open on it; it lives in the page's address. */
import { reporterKindSchema, reportSortSchema, reportStateSchema, saidKindSchema, type ReporterKind, type ReportState, type SaidKind } from '@troupe/contract'

export type ModerationTab = 'reports' | 'hidden' | 'suspended'
export type Which = { readonly kind: SaidKind | 'profile'; readonly id: string }

export interface ModerationFilters {
  tab?: Exclude<ModerationTab, 'reports'> | undefined
  /** Open where nothing is said. */
  state?: Exclude<ReportState, 'open'> | undefined
  sort?: 'most' | undefined
  kind?: SaidKind | undefined
  by?: ReporterKind | undefined
  query?: string | undefined
  /** `post:` and its id; a comment or profile the same. */
  item?: string | undefined
}

const QUERY_LONGEST = 100

export function moderationFiltersOf(search: Record<string, unknown>): ModerationFilters {
  const { tab, query } = search
  const state = reportStateSchema.exclude(['open']).safeParse(search['state'])
  const sort = reportSortSchema.extract(['most']).safeParse(search['sort'])
  const kind = saidKindSchema.safeParse(search['kind'])
  const by = reporterKindSchema.safeParse(search['by'])
  const item = whichOf(search['item'])
  return {
    ...(tab === 'hidden' || tab === 'suspended' ? { tab } : {}),
    ...(state.success ? { state: state.data } : {}),
    ...(sort.success ? { sort: sort.data } : {}),
    ...(kind.success ? { kind: kind.data } : {}),
    ...(by.success ? { by: by.data } : {}),
    ...(typeof query === 'string' && query.trim() !== '' ? { query: query.slice(0, QUERY_LONGEST) } : {}),
    ...(item === null ? {} : { item: keyOfWhich(item) }),
  }
}

export function whichOf(text: unknown): Which | null {
  const [, kind, id] = /^(post|comment|profile):([\da-f-]{36})$/i.exec(typeof text === 'string' ? text : '') ?? []
  return kind === undefined || id === undefined ? null : { kind: kind as Which['kind'], id }
}

export function keyOfWhich({ kind, id }: Which): string {
  return `${kind}:${id}`
}

/** By something that could be cleared. */
export function isNarrowed({ state, kind, by, query }: ModerationFilters): boolean {
  return state !== undefined || kind !== undefined || by !== undefined || query !== undefined
}
