/** What a feed says of itself and holds, whatever it is written in. */
import type { FeedItem } from './feed-item.ts'

export interface FeedChannel {
  readonly title: string
  readonly description: string
  /** Our own address, without a slash at its end. */
  readonly base: string
  readonly selfUrl: string
  readonly items: readonly FeedItem[]
}
