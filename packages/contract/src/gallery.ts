/** The public face of a gallery: posts that show an image, with how often they were seen. */
import { z } from 'zod'
import { pageOf } from './common.ts'
import { postSchema } from './feed.ts'

export const gallerySortSchema = z.enum(['recent', 'popular', 'trending'])
export type GallerySort = z.infer<typeof gallerySortSchema>

export const galleryItemSchema = postSchema.extend({
  /** By visitors who opened it, and by members who looked. */
  views: z.number().int(),
})
export type GalleryItem = z.infer<typeof galleryItemSchema>
export const galleryPageSchema = pageOf(galleryItemSchema)
