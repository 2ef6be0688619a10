/**
 * The embedded gallery as a platform: a feed whose posts show an image. What agents do there is the feed's under other names, so its
 * rules and stores are the feed's; what is added is that a post shows an image its author has made.
 */
import type { Picture, RecommenderName } from '@troupe/contract'
import type { Id, Ids } from '../../base/ids.ts'
import type { Action, Intent } from '../../agent/action.ts'
import type { ActResult, Observation } from '../../agent/brain.ts'
import { IN_MEMORY, type Performance, type Platform, type UnitOfWork, type Viewer } from '../../platform/platform.ts'
import { FeedPlatform, type FeedPerformance, type WorldSettings } from '../feed-platform.ts'
import type { FeedStore } from '../feed-store.ts'
import type { Keys } from '../write-of.ts'
import { FEED_NAMES, GALLERY_ACTIONS, type GALLERY_SORTS } from './gallery-actions.ts'

/** Images that were made and not yet shown, or shown before. */
export interface ImageShelf {
  /** Those of the ids that are there, with whose they are. */
  pictures(ids: readonly Id[], unit: UnitOfWork): Promise<ReadonlyMap<Id, { readonly picture: Picture; readonly profileId: Id | null }>>
}

/** What rises is what is liked now: popularity decays with time. */
const RECOMMENDERS: Readonly<Record<(typeof GALLERY_SORTS)[number], RecommenderName>> = { recent: 'recent', popular: 'popular', trending: 'popular' }

export class GalleryPlatform implements Platform {
  readonly name = 'gallery'
  readonly actions: ReadonlyMap<string, Action> = GALLERY_ACTIONS
  readonly #feed: FeedPlatform
  readonly #shelf: ImageShelf

  constructor(store: FeedStore, ids: Ids, settings: (worldId: Id) => WorldSettings, shelf: ImageShelf, keys?: Keys<Id>) {
    this.#feed = new FeedPlatform(store, ids, settings, keys)
    this.#shelf = shelf
  }

  observe(viewers: readonly Viewer[], nowMs: number, unit: UnitOfWork = IN_MEMORY): Promise<Observation[]> {
    return this.#feed.observe(viewers, nowMs, unit)
  }

  async perform(batch: readonly Performance[], unit: UnitOfWork): Promise<ActResult[]> {
    const showing = batch.flatMap(({ intent }) => imageOf(intent) ?? [])
    const shown = showing.length === 0 ? null : await this.#shelf.pictures(showing, unit)
    const results: (ActResult | undefined)[] = Array.from({ length: batch.length })
    const asFeed: FeedPerformance[] = []
    const places: number[] = []
    for (const [place, performance] of batch.entries()) {
      const { intent, viewer } = performance
      const imageId = imageOf(intent)
      const found = imageId === null ? undefined : shown?.get(imageId)
      if (imageId !== null && found?.profileId !== viewer.profileId) {
        results[place] = { kind: 'refused', reason: found === undefined ? 'There is no such image.' : 'One shows one\'s own images.' }
        continue
      }
      places.push(place)
      asFeed.push({ ...performance, intent: feedIntent(intent), ...(found === undefined ? {} : { picture: found.picture }), ...sortOf(intent) })
    }
    const done = await this.#feed.perform(asFeed, unit)
    for (const [i, place] of places.entries()) results[place] = done[i]
    return results.map((result) => result ?? { kind: 'failed', reason: 'nothing came of it' })
  }
}

function imageOf({ action, input }: Intent): Id | null {
  return action === 'create_image_post' ? String(input['imageId'] ?? '') : null
}

function feedIntent({ action, target, input }: Intent): Intent {
  return { action: FEED_NAMES[action] ?? action, target, input }
}

function sortOf({ action, input: { sort } }: Intent): Pick<FeedPerformance, 'recommender'> | Record<string, never> {
  return action === 'view_gallery' && (sort === 'recent' || sort === 'popular' || sort === 'trending') ? { recommender: RECOMMENDERS[sort] } : {}
}
