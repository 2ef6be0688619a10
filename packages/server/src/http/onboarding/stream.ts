import { idParamsSchema, onboardingJobSchema } from '@troupe/contract'
import { setTimeout as delay } from 'node:timers/promises'
import type { Onboarding } from '../../engagement/onboarding/onboarding.ts'
import type { App } from '../app.ts'
import type { EventStreams } from '../sse.ts'

/** Whoever works on it may be another process, whose news can be lost. */
const LOOK_EVERY_MS = 1_000

export interface OnboardingStreamParts {
  readonly onboarding: Onboarding
  readonly streams: EventStreams
  /** Calls back when some job has gone on; returns how to stop that. */
  readonly onJobs: (listener: () => void) => () => void
}

/** `GET /api/onboarding/jobs/{id}/stream`: events `job`, each the job as it stands then; the last one is `done` or `failed`. */
export function onboardingStream(app: App, { onboarding, streams, onJobs }: OnboardingStreamParts): void {
  app.route({
    method: 'GET',
    url: '/api/onboarding/jobs/:id/stream',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags: ['onboarding'], summary: 'How far an onboarding is, as it goes', produces: ['text/event-stream'], params: idParamsSchema, response: { 200: onboardingJobSchema } },
    handler: async (request, reply) => {
      const { actor, params: { id } } = request
      let job = await onboarding.job(actor, id)
      let wake = (): void => {}
      const stop = onJobs(() => wake())
      try {
        await streams.answer(request, reply, async (stream) => {
          stream.signal.addEventListener('abort', () => wake(), { once: true })
          for (let told = ''; !stream.signal.aborted;) {
            const text = JSON.stringify(job)
            if (text !== told) stream.send({ event: 'job', data: job })
            told = text
            if (job.endedAt !== null) return
            const { promise, resolve } = Promise.withResolvers<void>()
            wake = resolve
            await Promise.race([promise, delay(LOOK_EVERY_MS, undefined, { ref: false })])
            job = await onboarding.job(actor, id)
          }
        })
      } finally {
        stop()
      }
    },
  })
}
