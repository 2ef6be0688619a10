/** What the list of creators is narrowed to; it lives in the page's address. */
export interface CreatorFilters {
  query?: string | undefined
  /** The dialog that takes a new one in is open; the name is then already typed. */
  onboard?: string | undefined
}

export function creatorFiltersOf(search: Record<string, unknown>): CreatorFilters {
  return {
    ...(typeof search.query === 'string' && search.query.trim() !== '' ? { query: search.query.slice(0, 80) } : {}),
    ...(typeof search.onboard === 'string' ? { onboard: search.onboard.slice(0, 60) } : {}),
  }
}
