import { idParamsSchema, pageOf, productChangeSchema, productDraftSchema, productQuerySchema, productSchema } from '@troupe/contract'
import { z } from 'zod'
import type { Products } from '../../engagement/creators/products.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `/api/products`: what creators sell. */
export function productRoutes(app: App, { products }: { readonly products: Products }): void {
  const tags = ['products']
  app.route({
    method: 'GET',
    url: '/api/products',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'Products, newest first', querystring: productQuerySchema, response: { 200: pageOf(productSchema) } },
    handler: async ({ actor, query }) => answerIdPage(await products.list(actor, { ...idPageQuery(query), creatorId: query.creatorId })),
  })
  app.route({
    method: 'POST',
    url: '/api/products',
    config: { access: 'operator' },
    schema: { tags, summary: 'Add a product', body: productDraftSchema, response: { 201: productSchema } },
    handler: async (request, reply) => reply.code(201).send(await products.create(request.actor, request.body)),
  })
  app.route({
    method: 'GET',
    url: '/api/products/:id',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'One product', params: idParamsSchema, response: { 200: productSchema } },
    handler: (request) => products.get(request.actor, request.params.id),
  })
  app.route({
    method: 'PATCH',
    url: '/api/products/:id',
    config: { access: 'operator' },
    schema: { tags, summary: 'Change a product', params: idParamsSchema, body: productChangeSchema, response: { 200: productSchema } },
    handler: (request) => products.change(request.actor, request.params.id, request.body),
  })
  app.route({
    method: 'DELETE',
    url: '/api/products/:id',
    config: { access: 'operator' },
    schema: { tags, summary: 'Delete a product', params: idParamsSchema, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await products.remove(request.actor, request.params.id)
      return reply.code(204).send()
    },
  })
}
