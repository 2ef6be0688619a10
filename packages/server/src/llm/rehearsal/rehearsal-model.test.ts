import { describe, expect, it } from 'vitest'
import { generateText, isStepCount, streamText, tool } from 'ai'
import { z } from 'zod'
import { packSpeakers } from './testing/cast.ts'
import type { RehearsalBrief, Speaker } from './brief.ts'
import { createRehearsalModel } from './rehearsal-model.ts'

const speaker = packSpeakers('agora')[0] as Speaker
const brief = (intent: RehearsalBrief['intent']): RehearsalBrief => ({ key: 'k', ordinal: 1, speaker, intent, memory: [], trends: [], nowMs: 1.79e12 })
const told = (intent: RehearsalBrief['intent']) => ({ rehearsal: { brief: brief(intent) as never } })

describe('the rehearsal model behind the AI SDK', () => {
  it('writes text, the same each time', async () => {
    const model = createRehearsalModel()
    const ask = () => generateText({ model, prompt: 'Write a post.', providerOptions: told({ kind: 'post' }) })
    const first = await ask()
    expect(first.text.length).toBeGreaterThan(10)
    expect((await ask()).text).toBe(first.text)
    expect(first.finishReason).toBe('stop')
  })

  it('streams what it would have said', async () => {
    const whole = await generateText({ model: createRehearsalModel(), prompt: 'x', providerOptions: told({ kind: 'post' }) })
    const stream = streamText({ model: createRehearsalModel(), prompt: 'x', providerOptions: told({ kind: 'post' }) })
    let text = ''
    for await (const delta of stream.textStream) text += delta
    expect(text).toBe(whole.text)
  })

  it('calls tools through the loop', async () => {
    const liked: string[] = []
    const { steps } = await generateText({
      model: createRehearsalModel(),
      prompt: 'Act.',
      stopWhen: isStepCount(2),
      tools: { like_post: tool({ inputSchema: z.object({ postId: z.string() }), execute: async ({ postId }) => { liked.push(postId); return 'ok' } }) },
      providerOptions: told({ kind: 'act', weights: { like_post: 1 }, left: 3, items: [{ id: 'p9', authorId: 'z', authorName: 'Z', authorUsername: 'zed', text: 'Hello bins' }] }),
    })
    expect(liked).toContain('p9')
    expect(steps[0]?.finishReason).toBe('tool-calls')
  })
})
