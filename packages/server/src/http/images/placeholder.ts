import { z } from 'zod'
import { MissingError } from '../../base/errors.ts'
import type { PlaceholderOptions } from '../../image/placeholder.ts'
import { isOurs, PLACEHOLDER_PATH } from '../../runtime/outside/placeholder-address.ts'
import type { App } from '../app.ts'

const querySchema = z.strictObject({ of: z.string().max(200), why: z.string().max(200), sign: z.string().max(100) })
const SIDES = { width: 1024, height: 768 }
/** Some 30 KB each; one that is shown is asked for by everybody who looks. */
const KEPT_MOST = 64
const DRAWN_WITHIN_MS = 10_000

export interface PlaceholderParts {
  readonly draw: (options: PlaceholderOptions, signal: AbortSignal) => Promise<{ readonly bytes: Uint8Array }>
  readonly key: Uint8Array
}

/** `GET /images/placeholder.png?of=…&why=…&sign=…`: drawn when it is asked for, and only with words in our own hand. */
export function placeholderImage(app: App, { draw, key }: PlaceholderParts): void {
  const kept = new Map<string, Promise<{ readonly bytes: Uint8Array }>>()
  app.route({
    method: 'GET', url: PLACEHOLDER_PATH, config: { access: 'public' }, schema: { querystring: querySchema },
    handler: async ({ query: { of, why, sign } }, reply) => {
      if (!isOurs({ of, why }, sign, key)) throw new MissingError('image', 'placeholder')
      let drawn = kept.get(sign)
      if (drawn === undefined) {
        const [oldest] = kept.keys()
        if (kept.size >= KEPT_MOST && oldest !== undefined) kept.delete(oldest)
        drawn = draw({ of, why, ...SIDES, credit: { persona: null, operator: null }, destination: 'placeholders' }, AbortSignal.timeout(DRAWN_WITHIN_MS))
        kept.set(sign, drawn)
        drawn.catch(() => kept.delete(sign))
      }
      const { bytes } = await drawn
      return reply.headers({ 'content-type': 'image/png', 'cache-control': 'public, max-age=31536000, immutable', 'content-security-policy': "default-src 'none'; sandbox", 'x-content-type-options': 'nosniff' }).send(Buffer.from(bytes))
    },
  })
}
