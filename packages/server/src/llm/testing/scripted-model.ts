/** A language model that says what a test tells it to, in order. What was not scripted throws. */
import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4Content, LanguageModelV4GenerateResult } from '@ai-sdk/provider'

export type ScriptedStep =
  | string
  | {
    readonly text?: string
    readonly reasoning?: string
    /** `input` is sent as it is when it is a string, else as JSON. */
    readonly toolCalls?: readonly { readonly name: string; readonly input: unknown; readonly id?: string }[]
    readonly finish?: LanguageModelV4GenerateResult['finishReason']['unified']
    readonly inputTokens?: number
    readonly outputTokens?: number
  }
  | { readonly error: unknown }
  | ((options: LanguageModelV4CallOptions) => ScriptedStep | Promise<ScriptedStep>)

export interface ScriptedModel extends LanguageModelV4 {
  /** What it was asked, in order. */
  readonly asked: readonly LanguageModelV4CallOptions[]
  /** Steps not yet used. */
  readonly left: number
}

/** A call was made that the test did not script. */
export class UnscriptedCallError extends Error {
  constructor(call: number) {
    super(`Call ${call} to the scripted model was not scripted.`)
    this.name = 'UnscriptedCallError'
  }
}

export function scriptedModel(steps: readonly ScriptedStep[], modelId = 'scripted'): ScriptedModel {
  const asked: LanguageModelV4CallOptions[] = []
  return {
    specificationVersion: 'v4',
    provider: 'scripted',
    modelId,
    supportedUrls: {},
    asked,
    get left() {
      return Math.max(0, steps.length - asked.length)
    },
    async doGenerate(options) {
      asked.push(options)
      let step = steps[asked.length - 1]
      while (typeof step === 'function') step = await step(options)
      if (step === undefined) throw new UnscriptedCallError(asked.length)
      if (typeof step === 'object' && 'error' in step) throw step.error
      return resultOf(typeof step === 'string' ? { text: step } : step, asked.length)
    },
    doStream: () => Promise.reject(new UnscriptedCallError(asked.length + 1)),
  }
}

function resultOf(step: Exclude<ScriptedStep, string | { error: unknown } | ((...given: never[]) => unknown)>, call: number): LanguageModelV4GenerateResult {
  const content: LanguageModelV4Content[] = []
  if (step.reasoning !== undefined) content.push({ type: 'reasoning', text: step.reasoning })
  if (step.text !== undefined) content.push({ type: 'text', text: step.text })
  step.toolCalls?.forEach(({ name, input, id }, i) => {
    content.push({ type: 'tool-call', toolCallId: id ?? `call-${call}-${i + 1}`, toolName: name, input: typeof input === 'string' ? input : JSON.stringify(input) })
  })
  const finish = step.finish ?? (step.toolCalls === undefined ? 'stop' : 'tool-calls')
  return {
    content,
    finishReason: { unified: finish, raw: finish },
    usage: {
      inputTokens: { total: step.inputTokens ?? 100, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
      outputTokens: { total: step.outputTokens ?? 10, text: undefined, reasoning: undefined },
    },
    warnings: [],
  }
}
