import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { MissingError } from '../../base/errors.ts'
import { isId } from '../../base/ids.ts'
import type { ImageStore } from '../../image/storage/image-store.ts'
import type { Database } from '../../store/database.ts'
import type { App } from '../app.ts'

const wholeSchema = z.strictObject({ id: z.string().max(60) })
const smallerSchema = z.strictObject({ id: z.string().max(60), file: z.string().max(20) })

/** Opened by itself it could do nothing, whatever were in it. */
const NOTHING_RUNS = "default-src 'none'; sandbox"
/** An image's address never comes to mean other bytes. */
const FOR_A_YEAR = 'public, max-age=31536000, immutable'

/** A store that does not begin to answer within this time is away. */
const STORE_MS = 30_000

export interface ImageParts {
  readonly db: Database
  readonly store: ImageStore
}

/** `GET /images/{id}` and `/images/{id}/{width}.{format}`: files that were made or sent in, as they lie in the store. */
export function images(app: App, parts: ImageParts): void {
  const config = { access: 'public', requestsPerMinute: null } as const
  app.route({
    method: 'GET', url: '/images/:id', config, schema: { params: wholeSchema },
    handler: async (request, reply) => {
      const row = await rowOf(parts, request.params.id)
      return send(parts, row.file, reply)
    },
  })
  app.route({
    method: 'GET', url: '/images/:id/:file', config, schema: { params: smallerSchema },
    handler: async (request, reply) => {
      const row = await rowOf(parts, request.params.id)
      const variant = row.variants.find(({ width, format }) => `${width}.${format}` === request.params.file)
      if (variant === undefined) throw new MissingError('image', `${request.params.id}/${request.params.file}`)
      return send(parts, variant.file, reply)
    },
  })
}

async function rowOf({ db }: ImageParts, id: string): Promise<{ file: string; variants: readonly { file: string; width: number; format: string }[] }> {
  const row = isId(id) ? await db.selectFrom('images').select(['file', 'variants']).where('id', '=', id).executeTakeFirst() : undefined
  if (row === undefined) throw new MissingError('image', id)
  return row
}

async function send({ store }: ImageParts, file: string, reply: FastifyReply): Promise<FastifyReply> {
  const found = await store.get(file, AbortSignal.timeout(STORE_MS))
  if (found === null) throw new MissingError('image', file)
  return reply.headers({
    'content-type': found.contentType, 'content-length': found.bytes, 'cache-control': FOR_A_YEAR, 'content-security-policy': NOTHING_RUNS, 'x-content-type-options': 'nosniff',
  }).send(found.stream)
}
