import { channelsSchema, credentialDraftSchema, credentialSchema, credentialScopeQuerySchema, testSendResultSchema, testSendSchema, useEnvironmentSchema, vendorSchema } from '@troupe/contract'
import { z } from 'zod'
import type { ChannelCredentials } from '../../engagement/channels/channel-credentials.ts'
import type { ChannelOverview } from '../../engagement/channels/channel-overview.ts'
import type { TestSend } from '../../engagement/channels/test-send.ts'
import type { App } from '../app.ts'

export interface ChannelSettingsParts {
  readonly credentials: ChannelCredentials
  readonly overview: ChannelOverview
  readonly testSend: TestSend
}

/** Each is a real message. */
const TESTS_PER_MINUTE = 6

/** `/api/channels`: who carries what, and what signs in there. */
export function channelSettings(app: App, { credentials, overview, testSend }: ChannelSettingsParts): void {
  const tags = ['channels']
  app.route({
    method: 'GET',
    url: '/api/channels',
    config: { access: 'viewer' },
    schema: { tags, summary: 'Channels', description: 'Which vendor carries which channel now, for the workspace or one creator.', querystring: credentialScopeQuerySchema, response: { 200: channelsSchema } },
    handler: (request) => overview.read(request.actor.workspaceId, request.query.creatorId ?? null),
  })
  app.route({
    method: 'PUT',
    url: '/api/channels/credentials',
    config: { access: 'admin' },
    schema: { tags, summary: 'Save a vendor\'s credentials', description: 'One a vendor, of the workspace or one creator; what was there is replaced. They never come out again.', querystring: credentialScopeQuerySchema, body: credentialDraftSchema, response: { 200: credentialSchema } },
    handler: (request) => credentials.save(request.actor, request.body, request.query.creatorId ?? null),
  })
  app.route({
    method: 'DELETE',
    url: '/api/channels/credentials/:vendor',
    config: { access: 'admin' },
    schema: { tags, summary: 'Delete a vendor\'s credentials', params: z.strictObject({ vendor: vendorSchema }), querystring: credentialScopeQuerySchema, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await credentials.remove(request.actor, request.params.vendor, request.query.creatorId ?? null)
      return reply.code(204).send()
    },
  })
  app.route({
    method: 'POST',
    url: '/api/channels/use-environment',
    config: { access: 'admin' },
    schema: { tags, summary: 'Use what the environment offers', body: useEnvironmentSchema, response: { 200: credentialSchema } },
    handler: (request) => credentials.useEnvironment(request.actor, request.body.vendor),
  })
  app.route({
    method: 'POST',
    url: '/api/channels/test',
    config: { access: 'admin', requestsPerMinute: TESTS_PER_MINUTE },
    schema: { tags, summary: 'Send a test message to oneself', querystring: credentialScopeQuerySchema, body: testSendSchema, response: { 200: testSendResultSchema } },
    handler: (request) => testSend.send(request.actor, request.body.channel, request.body.to, request.query.creatorId ?? null, request.signal),
  })
}
