/** What a text is to be: who tells it, when and out of which memory, and as what. */
import type { HeardPicture, HeardText, RehearsalBrief, Speaker } from './brief.ts'

export type TextIntent =
  | { readonly kind: 'post'; readonly on?: string }
  | { readonly kind: 'reply'; readonly to: HeardText; readonly thread: readonly HeardText[] }
  | { readonly kind: 'quote'; readonly of: HeardText }
  | { readonly kind: 'caption'; readonly picture: HeardPicture; readonly captions: readonly string[]; readonly titles?: readonly string[] }
  | { readonly kind: 'bio' | 'thought' | 'title' | 'query' | 'reason' }

export type Telling = Pick<RehearsalBrief, 'key' | 'ordinal' | 'memory' | 'trends' | 'nowMs'> & { readonly speaker: Speaker }
