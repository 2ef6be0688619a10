import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { packSpeakers } from './testing/cast.ts'
import type { Message, ToolOffer } from '../model-port.ts'
import type { HeardText, RehearsalBrief, Speaker } from './brief.ts'
import { rehearse } from './rehearse.ts'

const inputs = {
  refresh_feed: z.strictObject({}),
  view_comments: z.strictObject({ postId: z.string() }),
  search_posts: z.strictObject({ query: z.string().min(1).max(80) }),
  create_post: z.strictObject({ title: z.string().max(100).optional(), text: z.string().min(1).max(1000) }),
  quote_post: z.strictObject({ postId: z.string(), text: z.string().min(1).max(1000) }),
  repost: z.strictObject({ postId: z.string() }),
  comment: z.strictObject({ postId: z.string(), text: z.string().min(1).max(1000), replyTo: z.string().optional() }),
  like_post: z.strictObject({ postId: z.string() }),
  unlike_post: z.strictObject({ postId: z.string() }),
  dislike_comment: z.strictObject({ commentId: z.string() }),
  follow: z.strictObject({ profileId: z.string() }),
  report: z.strictObject({ postId: z.string(), reason: z.string().min(1).max(300) }),
  update_bio: z.strictObject({ text: z.string().min(1).max(200) }),
  do_nothing: z.strictObject({ reason: z.string().optional() }),
} as const
type Name = keyof typeof inputs
const tools: ToolOffer[] = Object.entries(inputs).map(([name, schema]) => ({ name, description: '', inputSchema: z.toJSONSchema(schema, { target: 'draft-7' }) as ToolOffer['inputSchema'] }))
const weights = Object.fromEntries(tools.map((tool) => [tool.name, 1]))

const items: HeardText[] = [
  { id: 'p1', authorId: 'u1', authorName: 'Una', authorUsername: 'una', text: 'The goose is a disgrace.', kind: 'post' },
  { id: 'c1', authorId: 'u2', authorName: 'Bo', authorUsername: 'bo_b', text: 'The goose is lovely.', kind: 'comment', postId: 'p1' },
  { id: 'p2', authorId: 'u3', authorName: 'Cy', authorUsername: 'cy_c', text: 'Bins again.', kind: 'post' },
]
const cast = packSpeakers('agora', 1)

function briefFor(speaker: Speaker, key: string, left = 10): RehearsalBrief {
  return { key, ordinal: 2, speaker, memory: [], trends: [], nowMs: 1.79e12, intent: { kind: 'act', weights, items, left } }
}

describe('acting', () => {
  it('fills inputs that fit the schemas, with ids in view only', () => {
    fc.assert(fc.property(fc.nat(cast.length - 1), fc.string(), (at, key) => {
      const speaker = cast[at] as Speaker
      const { toolCalls } = rehearse({ messages: [], tools, expects: { kind: 'text', longest: 500 }, rehearsal: briefFor(speaker, key) })
      for (const call of toolCalls) {
        const input = inputs[call.name as Name].parse(call.input) as Record<string, string>
        if (input['postId'] !== undefined) expect(['p1', 'p2']).toContain(input['postId'])
        if (input['commentId'] !== undefined) expect(input['commentId']).toBe('c1')
        if (input['profileId'] !== undefined) expect(['u1', 'u2', 'u3']).toContain(input['profileId'])
        if (input['replyTo'] !== undefined) expect(input).toMatchObject({ replyTo: 'c1', postId: 'p1' })
        expect(call.name).not.toBe('unlike_post')
      }
    }), { numRuns: 400 })
  })

  it('ends with a thought, within what is left', () => {
    for (const speaker of cast) {
      const messages: Message[] = []
      let left = 10
      for (let step = 0; step < 40; step++) {
        const reply = rehearse({ messages, tools, expects: { kind: 'text', longest: 500 }, rehearsal: briefFor(speaker, `s${step}`, left) })
        if (reply.toolCalls.length === 0) {
          expect(reply.text).not.toBe('')
          break
        }
        left -= reply.toolCalls.length
        expect(left).toBeGreaterThanOrEqual(0)
        messages.push({ role: 'assistant', text: reply.text, toolCalls: reply.toolCalls })
        messages.push({ role: 'tool', results: reply.toolCalls.map((call) => ({ callId: call.id, name: call.name, output: 'ok' })) })
        expect(step).toBeLessThan(30)
      }
    }
  })

  it('fills a schema it has never met', () => {
    const schema = z.strictObject({ bio: z.string().max(200), backstory: z.string(), knowledge: z.array(z.string()).min(1), score: z.number().int().min(1).max(5), mood: z.enum(['glad', 'sad']) })
    for (const speaker of cast) {
      const brief: RehearsalBrief = { ...briefFor(speaker, 'x'), intent: { kind: 'other' } }
      const { value } = rehearse({ messages: [], tools: [], expects: { kind: 'json', schema: z.toJSONSchema(schema, { target: 'draft-7' }) as never }, rehearsal: brief })
      expect(schema.safeParse(value).error).toBeUndefined()
    }
  })
})
