/**
 * What the rehearsal model is told besides the prompt, as typed options: who speaks, in which voice, with what to say,
 * what is being answered and what is remembered. A real model reads the same things in the prompt's prose.
 * Plain data; no personas or posts by name, so that `llm/` stays below the floors that know them.
 */
import type { AnswerForm, Speech, Voice } from '@troupe/contract'

export interface Speaker {
  readonly id: string
  readonly name: string
  readonly username: string
  readonly archetype: string | null
  readonly interests: readonly string[]
  readonly beliefs: readonly string[]
  readonly knowledge: readonly string[]
  readonly location: string
  readonly age?: number | null
  readonly voice: Voice
  readonly speech: Speech | null
}

/** An image as it is described. Untrusted: members write alt texts too. */
export interface HeardPicture {
  readonly alt: string
  readonly subject: string
  readonly details: readonly string[]
  /** What made it; null for a person's own; left out where nobody knows. */
  readonly generator?: string | null
  readonly placeholder?: boolean
}

/** A text the speaker answers, quotes or has in view. Untrusted: only ever data. */
export interface HeardText {
  readonly id: string
  readonly authorId: string
  readonly authorName: string
  readonly authorUsername: string
  readonly text: string
  /** The image it stands under. */
  readonly picture?: HeardPicture
  /** What `id` names; a post where nothing is said. */
  readonly kind?: 'post' | 'comment' | 'group'
  /** Of a group: whether the speaker is in it. */
  readonly isMember?: boolean
  /** The post a comment stands under. */
  readonly postId?: string
}

/** Something the speaker remembers, newest first in `RehearsalBrief.memory`. */
export interface Recollection {
  readonly kind: 'said' | 'replied' | 'contradicted' | 'agreed' | 'liked' | 'followed' | 'muted' | 'read' | 'summary'
  /** The other party, where there is one. */
  readonly aboutId: string | null
  readonly aboutName: string | null
  readonly text: string
  /** Epoch milliseconds. */
  readonly atMs: number
}

export interface RehearsalBrief {
  /** Same key, same words: made of seed, agent, turn and step. */
  readonly key: string
  /** How many texts this speaker has made before; walks its shuffle bags, so that frames come round late. */
  readonly ordinal: number
  readonly speaker: Speaker | null
  readonly intent:
    /** `on`: words that name what it is to be about. Others', so only ever searched for subjects. */
    | { readonly kind: 'post'; readonly on?: string }
    | { readonly kind: 'reply'; readonly to: HeardText; readonly thread: readonly HeardText[] }
    | { readonly kind: 'quote'; readonly of: HeardText }
    /** A title and a caption for an image of the speaker's own, in that order, a line break between. Templates are its archetype's. */
    | { readonly kind: 'caption'; readonly picture: HeardPicture; readonly captions: readonly string[]; readonly titles?: readonly string[] }
    | { readonly kind: 'bio' }
    /** Answer a question, asked of the speaker alone. */
    | { readonly kind: 'interview'; readonly question: string; readonly form: AnswerForm }
    /** Choose tools to call: weights by tool name; `items` are the targets in view. */
    | { readonly kind: 'act'; readonly weights: Readonly<Record<string, number>>; readonly items: readonly HeardText[]; readonly left: number }
    /** Call these tools: whoever asks has worked them out by code, from what a real model is told in prose. */
    | { readonly kind: 'calls'; readonly calls: readonly { readonly name: string; readonly input: unknown }[]; readonly text: string }
    /** Fill the request's schema or say something plain. */
    | { readonly kind: 'other' }
  readonly memory: readonly Recollection[]
  /** Subjects the place is talking about, most talked of first. */
  readonly trends: readonly string[]
  /** Epoch milliseconds of the moment it is said. */
  readonly nowMs: number
}
