import { z } from 'zod'
import { MissingError } from '../../base/errors.ts'
import { isId, type Id } from '../../base/ids.ts'
import { avatarSvg } from '../../persona/avatar/avatar-svg.ts'
import type { Database } from '../../store/database.ts'
import type { App } from '../app.ts'
import type { PageCache } from '../page-cache.ts'

const paramsSchema = z.strictObject({ file: z.string().max(60) })

/** Opened by itself it could do nothing, whatever were in it. */
const NOTHING_RUNS = "default-src 'none'; sandbox"
const FOR_A_YEAR = 'public, max-age=31536000, immutable'

/** `GET /avatars/{personaId}.svg`: the drawn face; of a simulated member who is no persona by its profile's id. The same persona has the same face for good, so browsers keep it. */
export function avatar(app: App, { db, pages }: { db: Database; pages: PageCache }): void {
  app.route({
    method: 'GET',
    url: '/avatars/:file',
    config: { access: 'public', requestsPerMinute: null },
    schema: { params: paramsSchema },
    handler: (request, reply) => pages.answer(request, reply, async () => {
      const [, id = ''] = /^(.+)\.svg$/.exec(request.params.file) ?? []
      const face = isId(id) ? await faceOf(db, id) : undefined
      if (face === undefined) throw new MissingError('avatar', request.params.file)
      return {
        status: 200,
        headers: { 'content-type': 'image/svg+xml; charset=utf-8', 'cache-control': FOR_A_YEAR, 'content-security-policy': NOTHING_RUNS },
        body: Buffer.from(avatarSvg(id, face.archetype)),
        keep: { kind: 'for-good' },
      }
    }),
  })
}

async function faceOf(db: Database, id: Id): Promise<{ archetype: string | null } | undefined> {
  const persona = await db.selectFrom('personas').select('archetype').where('id', '=', id).executeTakeFirst()
  return persona ?? db.selectFrom('profiles').select('archetype').where('id', '=', id).where('persona_id', 'is', null).where('automated', '=', true).executeTakeFirst()
}
