import { creatorSchema, idParamsSchema, idSchema, onboardingDraftSchema, onboardingJobSchema, onboardingLogEntrySchema, onboardingStartedSchema, onboardingSyncSchema, pageOf, pageQuerySchema } from '@troupe/contract'
import { z } from 'zod'
import type { Onboarding } from '../../engagement/onboarding/onboarding.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

const creatorParams = z.strictObject({ creatorId: idSchema })

/** `/api/onboarding`: reads a creator's profile elsewhere, and writes the sales profile that agents speak from. */
export function onboardingRoutes(app: App, { onboarding }: { readonly onboarding: Onboarding }): void {
  const tags = ['onboarding']
  app.route({
    method: 'POST',
    url: '/api/onboarding',
    config: { access: 'operator' },
    schema: {
      tags, summary: 'Onboard a creator', body: onboardingDraftSchema, response: { 202: onboardingStartedSchema },
      description: 'Makes the creator and a job that reads `PROFILE_API_URL/{username}`, writes the sales profile and makes products of the services. Follow it at `/api/onboarding/jobs/{id}/stream`. Where that fails, the creator stays with `state: failed` and the log of what was tried; onboarded or synced again, it is gone on with.',
    },
    handler: async (request, reply) => reply.code(202).send(await onboarding.begin(request.actor, request.body)),
  })
  app.route({
    method: 'POST',
    url: '/api/onboarding/sync',
    config: { access: 'operator' },
    schema: { tags, summary: 'Read the profile again', body: onboardingSyncSchema, response: { 202: onboardingStartedSchema }, description: 'Fields edited by hand stay; the job tells which others changed.' },
    handler: async (request, reply) => reply.code(202).send(await onboarding.sync(request.actor, request.body.creatorId)),
  })
  app.route({
    method: 'GET',
    url: '/api/onboarding/profile/:creatorId',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'The sales profile', params: creatorParams, response: { 200: creatorSchema } },
    handler: (request) => onboarding.profile(request.actor, request.params.creatorId),
  })
  app.route({
    method: 'GET',
    url: '/api/onboarding/jobs/:id',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'How far an onboarding is', params: idParamsSchema, response: { 200: onboardingJobSchema } },
    handler: (request) => onboarding.job(request.actor, request.params.id),
  })
  app.route({
    method: 'GET',
    url: '/api/creators/:id/onboarding-log',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'What was tried, with what came back', params: idParamsSchema, querystring: pageQuerySchema, response: { 200: pageOf(onboardingLogEntrySchema) } },
    handler: async ({ actor, params, query }) => answerIdPage(await onboarding.log(actor, params.id, idPageQuery(query))),
  })
}
