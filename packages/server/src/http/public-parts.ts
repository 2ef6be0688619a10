/** What the public routes stand on, and the part of their queries they share. */
import { idSchema, pageQuerySchema } from '@troupe/contract'
import { z } from 'zod'
import type { FeedReader } from '../feed/postgres/feed-reader.ts'
import type { PageCache } from './page-cache.ts'

export interface PublicParts {
  readonly reader: FeedReader
  readonly pages: PageCache
}

const world = idSchema.optional().describe('another public world than the default one')

export const worldQuerySchema = z.strictObject({ world })
export const worldPageQuerySchema = pageQuerySchema.extend({ world })
