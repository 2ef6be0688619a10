import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { MissingError } from '../../base/errors.ts'
import { isId } from '../../base/ids.ts'
import { shownImage, type ImageFiles } from '../../feed/postgres/reading/shown-image.ts'
import type { ImageStore } from '../../image/storage/image-store.ts'
import type { Database } from '../../store/database.ts'
import type { App } from '../app.ts'
import { sendImage } from './send-image.ts'

const wholeSchema = z.strictObject({ id: z.string().max(60) })
const smallerSchema = z.strictObject({ id: z.string().max(60), file: z.string().max(20) })

/**
 * An image's address never comes to mean other bytes, but it may come to mean none: what was taken down has gone from
 * every cache on the way within this time. After it a browser asks again, and is told in a few bytes that nothing changed.
 */
const FOR_A_WHILE = 'public, max-age=600'

export interface ImageParts {
  readonly db: Database
  readonly store: ImageStore
}

/** `GET /images/{id}` and `/images/{id}/{width}.{format}`: what posts show, for as long as they can be read. */
export function images(app: App, parts: ImageParts): void {
  const config = { access: 'public', requestsPerMinute: null } as const
  app.route({
    method: 'GET', url: '/images/:id', config, schema: { params: wholeSchema },
    handler: async (request, reply) => {
      const { file } = await filesOf(parts, request.params.id)
      return send(parts, file, request, reply)
    },
  })
  app.route({
    method: 'GET', url: '/images/:id/:file', config, schema: { params: smallerSchema },
    handler: async (request, reply) => {
      const { variants } = await filesOf(parts, request.params.id)
      const variant = variants.find(({ width, format }) => `${width}.${format}` === request.params.file)
      if (variant === undefined) throw new MissingError('image', `${request.params.id}/${request.params.file}`)
      return send(parts, variant.file, request, reply)
    },
  })
}

async function filesOf({ db }: ImageParts, id: string): Promise<ImageFiles> {
  const files = isId(id) ? await shownImage(db, id) : null
  if (files === null) throw new MissingError('image', id)
  return files
}

function send({ store }: ImageParts, file: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return sendImage(store, file, request, reply.header('cache-control', FOR_A_WHILE))
}
