import { galleryItemSchema, imageDraftSchema, UPLOAD_BYTES_MOST, type ImageDraft } from '@troupe/contract'
import type { FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ExpectedError, InvalidError, must } from '../../base/errors.ts'
import { SAID } from '../../base/fault-words.ts'
import { storable } from '../../base/storable.ts'
import { RefusedImageError } from '../../image/intake.ts'
import type { MemberHere } from '../../runtime/members/member-here.ts'
import type { App } from '../app.ts'
import type { MemberParts } from '../members/member-parts.ts'
import { formParts } from '../multipart.ts'
import { worldQuerySchema } from '../public-parts.ts'

/** With the words beside it. */
const BODY_BYTES_MOST = UPLOAD_BYTES_MOST + 64 * 1024
/** Bodies that are read or wait to be looked at, in memory: 16 of 15 MB. */
const AT_ONCE_MOST = 16
const RETRY_AFTER_MS = 5_000
const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif', 'application/octet-stream']

class TooManyUploadsError extends ExpectedError {
  readonly kind = 'too-many'
  readonly code = 'too-many-uploads'
  readonly retryAfterMs = RETRY_AFTER_MS
  constructor() {
    super('Many images are being sent in at this moment. Try again in a few seconds.')
  }
}

const querySchema = worldQuerySchema.extend({
  alt: z.string().max(2_000).optional().describe('where the body is the file itself'),
  title: z.string().max(500).optional(),
  text: z.string().max(5_000).optional(),
})

/** `POST /api/gallery`: a member shows an image of their own. Who they are is asked before a byte of it is read. */
export function showImages(app: App, { door, memberImages, reader }: MemberParts): void {
  let underWay = 0
  const members = new WeakMap<FastifyRequest, MemberHere>()
  void app.register(async (scope) => {
    scope.addContentTypeParser(['multipart/form-data', ...IMAGE_TYPES], { parseAs: 'buffer', bodyLimit: BODY_BYTES_MOST }, (_request, body, done) => done(null, body))
    scope.addHook('onRequest', async (request, reply) => {
      const { world } = request.query as { world?: string }
      const member = await door.member(request, world)
      await memberImages.mayShow(member)
      if (Number(request.headers['content-length'] ?? 0) > BODY_BYTES_MOST) throw tooLarge()
      if (underWay >= AT_ONCE_MOST) throw new TooManyUploadsError()
      underWay += 1
      reply.raw.once('close', () => {
        underWay -= 1
      })
      members.set(request, member)
    })
    scope.withTypeProvider<ZodTypeProvider>().route({
      method: 'POST',
      url: '/api/gallery',
      config: { access: 'member' },
      bodyLimit: BODY_BYTES_MOST,
      schema: {
        tags: ['gallery'], summary: 'Show an image of mine', consumes: ['multipart/form-data', ...IMAGE_TYPES], querystring: querySchema, body: z.unknown(), response: { 201: galleryItemSchema },
        description: 'As a form with the file as `image` beside `alt`, `title` and `text`, or the file itself as the body with these in the address. JPEG, PNG, WebP, AVIF or GIF (its first picture), at most 15 MB; `alt` is needed, and a title or a text. Nothing that the camera wrote is kept.',
      },
      handler: async (request, reply) => {
        const gone = new AbortController()
        reply.raw.once('close', () => gone.abort(new Error('whoever sent the image has gone')))
        const { file, draft } = sentIn(request)
        const member = must(members.get(request), 'the member whom the door let in')
        const id = await memberImages.show(member, draft, file, gone.signal)
        const [item] = await reader.withViews([(await reader.post(id, member.worldId)).value])
        return reply.code(201).send(must(item, 'the post that was made'))
      },
    })
  })
}

function tooLarge(): RefusedImageError {
  return new RefusedImageError('image-too-large', `The image is larger than ${UPLOAD_BYTES_MOST / 1_048_576} MB.`)
}

function sentIn({ body, headers, query }: FastifyRequest): { readonly file: Uint8Array; readonly draft: ImageDraft } {
  if (!Buffer.isBuffer(body) || body.byteLength === 0) throw new InvalidError('There is no image in the request.', [{ path: '/image', message: 'choose an image' }], 'image-missing')
  const { alt, title, text } = query as z.output<typeof querySchema>
  const type = headers['content-type'] ?? ''
  if (!/^multipart\//i.test(type)) return { file: body, draft: draftOf({ alt, title, text }) }
  const parts = formParts(body, type)
  const file = parts.find(({ name }) => name === 'image')
  if (file === undefined || file.bytes.byteLength === 0) throw new InvalidError('There is no image in the form.', [{ path: '/image', message: 'choose an image' }], 'image-missing')
  const field = (name: string): string | undefined => parts.find((part) => part.name === name && part.fileName === null)?.bytes.toString('utf8')
  return { file: file.bytes, draft: draftOf({ alt: field('alt'), title: field('title'), text: field('text') }) }
}

function draftOf({ alt = '', title, text = '' }: { alt: string | undefined; title: string | undefined; text: string | undefined }): ImageDraft {
  const given = storable({ alt, title: title === undefined || title.trim() === '' ? null : title, text: text.replaceAll('\r\n', '\n') })
  const read = imageDraftSchema.safeParse(given, SAID)
  if (read.success) return read.data
  const faults = read.error.issues.map((issue) => ({ path: `/${issue.path.join('/')}`, message: issue.message }))
  throw new InvalidError(`The image lacks something: ${faults.map(({ path, message }) => `${path.slice(1)}: ${message}`).join('; ')}.`, faults)
}
