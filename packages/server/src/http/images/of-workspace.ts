import { idParamsSchema } from '@troupe/contract'
import { z } from 'zod'
import { MissingError } from '../../base/errors.ts'
import { imageWithin } from '../../feed/postgres/reading/shown-image.ts'
import type { App } from '../app.ts'
import type { ImageParts } from './image.ts'
import { sendImage } from './send-image.ts'

const querySchema = z.strictObject({
  download: z.literal('1').optional().describe('as a file to be kept'),
  width: z.coerce.number().int().min(1).max(4096).optional().describe('the smallest there is of at least this width, or the widest'),
})

/** `GET /api/images/{id}`: an image of the workspace, hidden ones and those of workflow runs too. */
export function imageOfWorkspace(app: App, { db, store }: ImageParts): void {
  app.route({
    method: 'GET',
    url: '/api/images/:id',
    config: { access: 'viewer', requestsPerMinute: 1_200 },
    schema: {
      tags: ['gallery'], summary: 'The file of an image', params: idParamsSchema, querystring: querySchema, produces: ['image/png', 'image/jpeg', 'image/webp', 'image/avif'],
      description: 'What is public is at `/images/{id}`; here are also images of hidden posts and those that workflow runs made.',
    },
    handler: async (request, reply) => {
      const { params: { id }, query: { download, width }, actor } = request
      const found = await imageWithin(db, actor.workspaceId, id)
      if (found === null) throw new MissingError('image', id)
      const wide = width === undefined ? undefined : found.variants.toSorted((a, b) => a.width - b.width).find((variant) => variant.width >= width)
      const file = wide?.file ?? found.file
      reply.header('cache-control', 'private, max-age=60')
      if (download !== undefined) reply.header('content-disposition', `attachment; filename="image-${id.slice(-12)}${/\.[a-z]+$/.exec(file)?.[0] ?? ''}"`)
      return sendImage(store, file, request, reply)
    },
  })
}
