/** A place of nine actions, a persona, and moments in which a brain may be asked to decide. */
import type { BrainConfig, Persona } from '@troupe/contract'
import { z } from 'zod'
import { seeded } from '../../base/random.ts'
import { defineAction, type Action } from '../action.ts'
import type { Acted, ActResult, AgentView, Observation, Situation } from '../brain.ts'
import { STRANGER, type SeenItem } from '../seen-item.ts'

const onPost = z.strictObject({ postId: z.string() })

export const ACTIONS: ReadonlyMap<string, Action> = new Map([
  defineAction({ name: 'refresh_feed', description: 'Look around.', effect: 'read', words: null, target: null, schema: z.strictObject({}) }),
  defineAction({ name: 'search_posts', description: 'Search.', effect: 'read', words: null, target: null, schema: z.strictObject({ query: z.string().min(1) }) }),
  defineAction({ name: 'do_nothing', description: 'Rest.', effect: 'read', words: null, target: null, schema: z.strictObject({}) }),
  defineAction({
    name: 'create_post', description: 'Write a post.', effect: 'write', target: null, words: { field: 'text', form: 'post', longest: 200 },
    schema: z.strictObject({ text: z.string().min(1).max(200) }),
  }),
  defineAction({
    name: 'comment', description: 'Answer.', effect: 'write', target: { kind: 'post', field: 'postId' }, alsoNames: ['replyTo'],
    words: { field: 'text', form: 'reply', longest: 200 }, schema: z.strictObject({ postId: z.string(), replyTo: z.string().optional(), text: z.string().min(1) }),
  }),
  defineAction({ name: 'like_post', description: 'Like.', effect: 'write', words: null, target: { kind: 'post', field: 'postId' }, schema: onPost }),
  defineAction({ name: 'like_comment', description: 'Like.', effect: 'write', words: null, target: { kind: 'comment', field: 'commentId' }, schema: z.strictObject({ commentId: z.string() }) }),
  defineAction({ name: 'follow', description: 'Follow.', effect: 'write', words: null, target: { kind: 'profile', field: 'profileId' }, schema: z.strictObject({ profileId: z.string() }) }),
  defineAction({
    name: 'update_bio', description: 'Change your bio.', effect: 'write', target: null, words: { field: 'text', form: 'bio', longest: 80 },
    schema: z.strictObject({ text: z.string().min(1).max(80) }),
  }),
].map((action) => [action.name, action]))

export function persona(change: Partial<Persona> = {}): Persona {
  return {
    id: 'persona-1', username: 'mara', displayName: 'Mara Keeper', bio: 'Keeps the light.', backstory: '', age: 61, location: 'Dunmarrow', language: 'en',
    archetype: null, vibe: '', interests: ['fog', 'bread'], beliefs: [], knowledge: [], actionWeights: {},
    voice: { tone: 'dry', length: 'short', casing: 'sentence', emoji: 0, emojis: [], slang: [], vocabulary: [] },
    rhythm: { timezone: 'UTC', rules: [], activeMultiplier: 1, offPeakMultiplier: 0.3, minimumIntervalS: 60, maximumIntervalS: 600 },
    avatarUrl: '/avatar.svg', origin: null, createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z', ...change,
  }
}

export function agentWith(brain: BrainConfig, change: Partial<AgentView> = {}): AgentView {
  return {
    id: 'agent-1', name: 'Mara', workspaceId: 'workspace-1', projectId: 'project-1', platform: 'feed', brain, persona: persona(), speech: null, craft: [], profileId: 'me', ...change,
  }
}

export function seenPost(n: number, change: Partial<SeenItem> = {}): SeenItem {
  return {
    kind: 'post', id: `post-${n}`, authorId: `author-${n}`, authorName: `Author ${n}`, authorUsername: `author${n}`, text: `Text of post ${n}.`, picture: null, atMs: n * 1_000,
    postId: null, parentId: null, group: null, likes: 0, dislikes: 0, comments: [], why: 'new', yours: STRANGER, ...change,
  }
}

export function seenComment(n: number, on: number, change: Partial<SeenItem> = {}): SeenItem {
  return { ...seenPost(n), kind: 'comment', id: `comment-${n}`, authorId: `commenter-${n}`, authorUsername: `commenter${n}`, text: `Comment ${n}.`, postId: `post-${on}`, why: null, ...change }
}

export const NOTHING_NEW: Observation = { notices: [], trends: [], standing: '' }

export function situation(brain: BrainConfig, change: Partial<Situation> = {}): Situation {
  return {
    agent: agentWith(brain), turnId: 'turn-1', trigger: { kind: 'wake' }, nowMs: 1_000_000, random: seeded('situation'), step: 0, actsLeft: 10, texts: 0,
    actions: ACTIONS, observation: NOTHING_NEW, acted: [], reply: null, notes: {}, ...change,
  }
}

/** What a look around that showed these posts leaves in the next situation. */
export function looked(items: readonly SeenItem[]): Acted[] {
  return [{ intent: { action: 'refresh_feed', target: null, input: {} }, result: done(items) }]
}

export function done(items: readonly SeenItem[] = [], madeId: string | null = null): ActResult {
  return { kind: 'done', items, madeId, note: 'Done.' }
}
