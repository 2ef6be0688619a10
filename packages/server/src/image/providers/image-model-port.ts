/** The port through which a picture is asked of a provider's model: one request, one picture or the reason for none. It never throws for what a provider does. */
import type { ModelAttempt } from '../../llm/model-port.ts'
import type { ModelPicture } from '../workflow/model-picture.ts'

export interface ImageRequest {
  readonly prompt: string
  /** What the picture will be cut to; the provider is asked for the nearest shape it has. */
  readonly width: number | undefined
  readonly height: number | undefined
}

export type ImageReply =
  | { readonly kind: 'answered'; readonly picture: ModelPicture; readonly attempts: readonly ModelAttempt[] }
  | { readonly kind: 'failed'; readonly reason: 'refused' | 'unavailable' | 'malformed' | 'aborted'; readonly message: string; readonly attempts: readonly ModelAttempt[] }
  /** Money or the provider's own quota is used up; nothing to retry before then. `untilMs` is epoch milliseconds, at most a day ahead. */
  | { readonly kind: 'exhausted'; readonly untilMs: number; readonly message: string; readonly attempts: readonly ModelAttempt[] }

export interface ImageModelPort {
  /** Throws the signal's reason only if the signal aborts before the call. */
  ask(request: ImageRequest, signal: AbortSignal): Promise<ImageReply>
}
