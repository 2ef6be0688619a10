/**
 * The OpenAPI 3.1 document, made from the routes themselves. Register before any route. What every route shares (problems,
 * who has access) is added here, so that no handler need repeat it.
 */
import swagger from '@fastify/swagger'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { App } from '../app.ts'
import { contractSchemas } from './schema-names.ts'
import { tidy, type Json } from './tidy.ts'

const ACCESS_WORDS = { public: 'Open to anybody.', session: 'For anybody signed in.', member: 'For people who have joined the world, signed in with their own cookie.' } as const

export async function describeApi(app: App, { publicUrl }: { publicUrl: string | null }): Promise<void> {
  const schemaRegistry = contractSchemas()
  const transform = createJsonSchemaTransform({ schemaRegistry })
  const transformObject = createJsonSchemaTransformObject({ schemaRegistry })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Troupe',
        version: '0.1.0',
        description: 'Populations of persona-driven AI agents on places their owner controls. Errors are `application/problem+json` (RFC 9457); ' +
          'lists are pages of `{ items, nextCursor }`; `X-Workspace` names the workspace to act in, the first is meant otherwise.',
      },
      servers: [{ url: publicUrl ?? '/' }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'An access token from `POST /api/auth/login`, or an API key.' },
          cookie: { type: 'apiKey', in: 'cookie', name: 'troupe_session', description: 'The console; changes also need `X-CSRF-Token`.' },
          member: { type: 'apiKey', in: 'cookie', name: 'troupe_member_{world}', description: 'Somebody who joined a world; changes also need `X-CSRF-Token`, which `GET /api/members/session` tells.' },
        },
      },
    },
    transform: (document) => {
      const { schema, url } = transform(document as Parameters<typeof transform>[0])
      const access = document.route.config?.access ?? 'public'
      // Pages and files are for browsers; the document is about the API.
      if (!url.startsWith('/api/') && !document.schema?.tags) return { schema: { ...schema, hide: true }, url }
      const words = access === 'public' || access === 'session' || access === 'member' ? ACCESS_WORDS[access] : `Needs the role ${access} or a higher one.`
      return {
        schema: {
          ...schema,
          description: [schema.description, words].filter(Boolean).join('\n\n'),
          ...(access === 'public' ? {} : access === 'member' ? { security: [{ member: [] }] } : { security: [{ bearer: [] }, { cookie: [] }] }),
        },
        url,
      }
    },
    transformObject: (document) => tidy(transformObject(document) as unknown as Json) as ReturnType<typeof transformObject>,
  })
  app.route({
    method: 'GET',
    url: '/api/openapi.json',
    config: { access: 'public' },
    schema: { hide: true },
    handler: async (_request, reply) => reply.type('application/json; charset=utf-8').send(text(app)),
  })
}

const texts = new WeakMap<App, string>()

/** Made at the first question: routes no longer change then, and most processes are never asked. */
function text(app: App): string {
  const known = texts.get(app) ?? JSON.stringify(app.swagger())
  texts.set(app, known)
  return known
}
