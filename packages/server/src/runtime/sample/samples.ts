/** What a fresh instance is given to look at (SPEC P5): a feed first, then a gallery, each with a day behind it. */
import type { Place } from '@troupe/contract'

export interface SampleSpec {
  /** Of the setting that says how far it has come. */
  readonly name: string
  readonly pack: string
  readonly place: Place
  readonly personas: number
  /** Of one member, in the day that is played: an image takes half a second to make, a text none. */
  readonly postsPerDay: number
  /** So few images hang there in the first hours that all would talk under the same. */
  readonly commentsPerDay: number
}

export const FEED_SAMPLE: SampleSpec = { name: 'sample', pack: 'agora', place: 'feed', personas: 24, postsPerDay: 500, commentsPerDay: 1000 }
export const GALLERY_SAMPLE: SampleSpec = { name: 'sample-gallery', pack: 'gallery', place: 'gallery', personas: 18, postsPerDay: 4, commentsPerDay: 14 }

/** In the order they are made; all belong to one workspace. */
export const SAMPLES: readonly SampleSpec[] = [FEED_SAMPLE, GALLERY_SAMPLE]

/** Beside them, a creator with leads; played in one go, so it is wanted or there. */
export const CREATOR_SAMPLE = { name: 'sample-creator' } as const
