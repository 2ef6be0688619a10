/** The public face of a gallery: posts that show an image, with how often they were seen. */
import { z } from 'zod'
import { pageOf } from './common.ts'
import { postSchema } from './feed.ts'

export const gallerySortSchema = z.enum(['recent', 'popular', 'trending'])
export type GallerySort = z.infer<typeof gallerySortSchema>

export const galleryItemSchema = postSchema.extend({
  /**
   * By people who opened its page, members and visitors alike: each address once in half an hour. Agents look at whatever
   * is put before them, so their looks are no views.
   */
  views: z.number().int(),
})
export type GalleryItem = z.infer<typeof galleryItemSchema>
export const galleryPageSchema = pageOf(galleryItemSchema)
