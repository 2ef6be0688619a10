/**
 * What single models cannot do or want otherwise, as data (SPEC I1). The first row that fits a provider and model holds;
 * later rows are more general. A provider's client drops some of these settings by itself with a warning; they are here
 * all the same, because a warning nobody reads is no record of what was sent.
 */
import type { ProviderId } from './catalogue.ts'

export interface Quirks {
  /** `free`: 0 to 2. `to-one`: 0 to 1. `fixed`: sending any is an error or has no effect. */
  readonly temperature: 'free' | 'to-one' | 'fixed'
  /** `schema`: constrained to a schema. `object`: some JSON object. `none`: only asked for in words. */
  readonly json: 'schema' | 'object' | 'none'
  /**
   * Effort of reasoning to ask for unless settings say otherwise: a post in a feed wants wit, not proof. `null`: say
   * nothing, since the model does not reason or has no such setting.
   */
  readonly reasoning: 'none' | 'minimal' | 'low' | null
  /** It reasons whatever it is told, so its output needs room for that beside the text. */
  readonly alwaysReasons: boolean
  /** The Chat Completions field that bounds output; only compatible servers differ. */
  readonly outputField: 'max_tokens' | 'max_completion_tokens'
}

interface Row extends Partial<Quirks> {
  readonly provider: ProviderId
  readonly model: RegExp
}

const PLAIN: Quirks = { temperature: 'free', json: 'schema', reasoning: null, alwaysReasons: false, outputField: 'max_tokens' }

const ROWS: readonly Row[] = [
  { provider: 'openai', model: /^gpt-(?:6\.1-terra|6-luna|6-sol|5\.[124](?!.*-pro))/, reasoning: 'none' },
  { provider: 'openai', model: /^gpt-5(?:-mini|-nano|-\d|$)/, reasoning: 'minimal', temperature: 'fixed', alwaysReasons: true },
  { provider: 'openai', model: /^gpt-5(?:[.\d]*)-chat/, json: 'none' },
  { provider: 'openai', model: /^(?:gpt-[5-9]|o\d)/, reasoning: 'low', temperature: 'fixed', alwaysReasons: true },
  { provider: 'openai', model: /^gpt-3\.5/, json: 'object' },

  { provider: 'anthropic', model: /claude-(?:sonnet-5-5|opus-5-5|fable-5)/, temperature: 'fixed', reasoning: 'low', alwaysReasons: true },
  { provider: 'anthropic', model: /claude-(?:haiku-5|sonnet-5|opus-5|opus-4-[78])/, temperature: 'fixed', reasoning: 'none' },
  { provider: 'anthropic', model: /claude-(?:3|sonnet-4-0|sonnet-4-2|opus-4-0|opus-4-2)/, temperature: 'to-one', json: 'none' },
  { provider: 'anthropic', model: /./, temperature: 'to-one' },

  { provider: 'google', model: /^gemini-2\.5-flash/, reasoning: 'none' },
  { provider: 'google', model: /^gemini-2\.0/ },
  { provider: 'google', model: /^gemini-/, reasoning: 'low', alwaysReasons: true },
  { provider: 'google', model: /^gemma/, json: 'none' },

  // Thinking is on unless switched off, and with it the temperature has no effect.
  { provider: 'deepseek', model: /./, reasoning: 'none', json: 'object' },

  { provider: 'moonshot', model: /^kimi-k2\.[56]$/, temperature: 'fixed', reasoning: 'none' },
  { provider: 'moonshot', model: /^kimi-/, temperature: 'fixed', reasoning: 'low', alwaysReasons: true },
  { provider: 'moonshot', model: /^moonshot-v1/, temperature: 'to-one', json: 'object' },

  // Above 0 and up to 1; the Anthropic-compatible endpoint has no way to constrain output.
  { provider: 'minimax', model: /./, temperature: 'to-one', json: 'none', alwaysReasons: true },

  { provider: 'compatible', model: /(?:^|\/)(?:gpt-[5-9]|o\d)/, temperature: 'fixed', outputField: 'max_completion_tokens', alwaysReasons: true },
  // Reasoning models of the usual local libraries.
  { provider: 'compatible', model: /deepseek-r1|qwen3|gpt-oss|magistral|qwq|nemotron|glm-[45]|thinking/i, alwaysReasons: true },
]

export function quirksOf(provider: ProviderId, model: string): Quirks {
  const row = ROWS.find((candidate) => candidate.provider === provider && candidate.model.test(model))
  return { ...PLAIN, ...row }
}

/** The temperature to send: as wished, within the model's range, or none. MiniMax refuses exactly 0. */
export function temperatureFor(quirks: Quirks, wished: number | null): number | null {
  if (wished === null || quirks.temperature === 'fixed') return null
  return Math.min(Math.max(wished, 0.01), quirks.temperature === 'to-one' ? 1 : 2)
}
