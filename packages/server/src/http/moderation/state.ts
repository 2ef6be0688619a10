import { idParamsSchema, moderationFileSchema, profileModerationFileSchema, profileModerationSchema, saidModerationSchema, type ModerationActKind, type ModerationOutcome } from '@troupe/contract'
import { ConflictError, MissingError } from '../../base/errors.ts'
import type { Moderation } from '../../runtime/moderation/moderation.ts'
import type { OutOfSight } from '../../runtime/moderation/out-of-sight.ts'
import type { App } from '../app.ts'

export interface ModerationStateParts {
  readonly moderation: Moderation
  readonly outOfSight: OutOfSight
}

const ACTS = { shown: 'unhide', hidden: 'hide', deleted: 'delete' } as const satisfies Record<string, ModerationActKind>

/** `GET` and `PUT /api/posts/{id}/moderation`, the same of a comment and of a profile: the file on one, and its state. */
export function moderationState(app: App, { moderation, outOfSight }: ModerationStateParts): void {
  for (const kind of ['post', 'comment'] as const) {
    const url = `/api/${kind}s/:id/moderation`
    app.route({
      method: 'GET',
      url,
      config: { access: 'viewer' },
      schema: { tags: ['moderation'], summary: `Reports of a ${kind}, and what moderators did`, params: idParamsSchema, response: { 200: moderationFileSchema } },
      handler: (request) => outOfSight.file(request.actor.workspaceId, kind, request.params.id),
    })
    app.route({
      method: 'PUT',
      url,
      config: { access: 'reviewer' },
      schema: {
        tags: ['moderation'], summary: `Show, hide or delete a ${kind}`, description: 'Deleting takes the role operator, and cannot be undone; with `erase` the words go too. Who said it, when, and what others answered stays.',
        params: idParamsSchema, body: saidModerationSchema, response: { 200: moderationFileSchema },
      },
      handler: async (request) => {
        const { state, reason, erase } = request.body
        const { id } = request.params
        settled(await moderation.order(request.actor, { preview: false, reason, erase, act: ACTS[state], targets: [{ kind, id }] }), kind, id)
        return outOfSight.file(request.actor.workspaceId, kind, id)
      },
    })
  }
  app.route({
    method: 'GET',
    url: '/api/profiles/:id/moderation',
    config: { access: 'viewer' },
    schema: { tags: ['moderation'], summary: 'What moderators did about a member', params: idParamsSchema, response: { 200: profileModerationFileSchema } },
    handler: (request) => outOfSight.profileFile(request.actor.workspaceId, request.params.id),
  })
  app.route({
    method: 'PUT',
    url: '/api/profiles/:id/moderation',
    config: { access: 'operator' },
    schema: {
      tags: ['moderation'], summary: 'Suspend a member, or let them back', description: 'A suspended member and all they said are out of sight; their agents are paused, and go on when the suspension ends.',
      params: idParamsSchema, body: profileModerationSchema, response: { 200: profileModerationFileSchema },
    },
    handler: async (request) => {
      const { state, reason, until } = request.body
      const { id } = request.params
      const act = state === 'suspended' ? 'suspend' : 'unsuspend'
      settled(await moderation.order(request.actor, { preview: false, reason, erase: false, act, targets: [{ kind: 'profile', id }], ...(until === undefined ? {} : { until }) }), 'profile', id)
      return outOfSight.profileFile(request.actor.workspaceId, id)
    },
  })
}

/** Of one thing a refusal is the answer. */
function settled({ failed: [failure] }: ModerationOutcome, noun: string, id: string): void {
  if (failure === undefined) return
  if (failure.reason.startsWith('There is no such')) throw new MissingError(noun, id)
  throw new ConflictError(failure.reason, 'not-possible-in-this-state')
}
