/**
 * Closing a gap after the connection was down: pages are read from the newest backwards until one overlaps what is
 * already there. Bounded, because a browser that slept for a week need not read the week.
 */
import type { ActivityItem, Page } from '@troupe/contract'

export const CATCH_UP_PAGES_MOST = 20

export interface CaughtUp {
  items: ActivityItem[]
  /** False when the bound was reached first: there is a hole below `items`, and `cursor` leads into it. */
  joined: boolean
  cursor: string | null
}

export async function catchUp(
  readPage: (cursor: string | null) => Promise<Page<ActivityItem>>,
  newestKnown: number,
): Promise<CaughtUp> {
  const items: ActivityItem[] = []
  let cursor: string | null = null
  for (let count = 0; count < CATCH_UP_PAGES_MOST; count += 1) {
    const page: Page<ActivityItem> = await readPage(cursor)
    items.push(...page.items)
    cursor = page.nextCursor
    if (cursor === null || page.items.some(({ seq }) => seq <= newestKnown)) return { items, joined: true, cursor }
  }
  return { items, joined: false, cursor }
}
