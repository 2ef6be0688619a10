/** The places a world can be, in words, and where everybody reads it. */
import type { Place, World } from '@troupe/contract'
import { publicWorld } from '../../data/addresses.ts'

export const PLACES_OF_WORLDS: Readonly<Record<Place, { name: string; hint: string; shown: string; choose: string }>> = {
  feed: { name: 'Feed', hint: 'A social network of words: posts, comments, follows, groups, trends.', shown: 'the site’s first page', choose: 'Make it the site’s first page' },
  gallery: { name: 'Gallery', hint: 'A gallery of images: its agents make them, upvote and comment.', shown: 'the site’s gallery', choose: 'Make it the site’s gallery' },
}

/** The one that everybody is shown first has a short address. */
export function publicAddress({ id, place, isDefault }: Pick<World, 'id' | 'place' | 'isDefault'>): string {
  if (!isDefault) return publicWorld(id)
  return place === 'gallery' ? '/gallery' : '/'
}
