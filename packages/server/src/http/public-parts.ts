/** What the public routes stand on, and the part of their queries they share. */
import { pageQuerySchema, worldNameSchema } from '@troupe/contract'
import { z } from 'zod'
import type { FeedReader } from '../feed/postgres/feed-reader.ts'
import type { PageCache } from './page-cache.ts'

export interface PublicParts {
  readonly reader: FeedReader
  readonly pages: PageCache
}

const world = worldNameSchema.optional().describe('another public world than the default one, by its id; `gallery` is the instance’s own gallery')

export const worldQuerySchema = z.strictObject({ world })
export const worldPageQuerySchema = pageQuerySchema.extend({ world })
