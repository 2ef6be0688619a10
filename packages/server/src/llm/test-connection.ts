/** The test button: asks the chosen model for one word and says in a sentence what came of it, or what to do about it. */
import type { Clock } from '../base/clock.ts'
import { withDeadline } from './deadline.ts'
import { faultOf, type Fault } from './fault.ts'
import type { ModelRequest } from './model-port.ts'
import { callOptions, type Setting } from './prompt.ts'
import { PROVIDERS } from './providers/catalogue.ts'
import type { OpenModel } from './providers/open-model.ts'
import { readResult } from './reading.ts'
import type { ProviderChoice } from './settings.ts'

export interface ConnectionTest {
  readonly ok: boolean
  readonly ms: number
  readonly model: string
  readonly message: string
}

/** A person is looking at a spinner. A local server may have to load the model first, which takes this long. */
const TEST_TIMEOUT_MS = 30_000

const QUESTION: ModelRequest = {
  purpose: 'judge',
  instructions: 'You are a connection test. Answer with the single word: ready',
  messages: [{ role: 'user', text: 'Are you there?' }],
  tools: [],
  expects: { kind: 'text', longest: 200 },
  maxOutputTokens: 64,
  rehearsal: { key: 'connection-test', ordinal: 0, speaker: null, intent: { kind: 'other' }, memory: [], trends: [], nowMs: 0 },
}

/** Never throws for what a provider does. Spends a few tokens, on no budget: a person pressed the button. */
export async function testConnection(choice: ProviderChoice, openModel: OpenModel, clock: Clock, signal: AbortSignal): Promise<ConnectionTest> {
  const beganMs = clock.now()
  const done = (ok: boolean, message: string): ConnectionTest => ({ ok, ms: clock.now() - beganMs, model: choice.model, message })
  const { label, keyNeeded, baseUrl, keyPage } = PROVIDERS[choice.provider]
  if (keyNeeded && (choice.apiKey === null || choice.apiKey === '')) return done(false, `Enter a key for ${label} first${keyPage === null ? '' : `; one is made at ${keyPage}`}.`)
  if (baseUrl === null && choice.baseUrl === null) return done(false, `Enter the server's base URL first, for example http://127.0.0.1:11434/v1 for Ollama.`)
  const without = new Set<Setting>()
  for (;;) {
    try {
      const model = openModel(choice)
      const options = callOptions(QUESTION, choice, '', without)
      const result = await withDeadline(clock, TEST_TIMEOUT_MS, signal, (abortSignal) => model.doGenerate({ ...options, abortSignal }))
      const reading = readResult(result, QUESTION)
      const said = reading.kind === 'fits' && reading.text !== '' ? ` and said "${reading.text.slice(0, 60)}"` : ', but without text'
      return done(true, `${label} answered${said}.`)
    } catch (error) {
      const fault = faultOf(error, clock.now(), signal, choice.apiKey)
      if (fault.kind === 'setting-refused' && !without.has(fault.setting)) {
        without.add(fault.setting)
        continue
      }
      return done(false, advice(fault, choice))
    }
  }
}

function advice(fault: Fault, choice: ProviderChoice): string {
  const { label, keyPage } = PROVIDERS[choice.provider]
  const where = choice.baseUrl ?? PROVIDERS[choice.provider].baseUrl ?? ''
  switch (fault.kind) {
    case 'aborted':
      return 'The test was cancelled.'
    case 'timed-out':
      return `${label} did not answer within ${TEST_TIMEOUT_MS / 1_000} s. If it is a server of your own, it may still be loading the model: try again in a minute.`
    case 'rate-limited':
      return `${label} is reached and the key works, but it asks to slow down: ${fault.message}`
    case 'exhausted':
      return `${label} is reached, but the account has no credit or quota left: ${fault.message}`
    case 'passing':
      return /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|Cannot connect/.test(fault.message)
        ? `Nothing answers at ${where}. Check the address, that the server runs, and this machine's network. (${fault.message})`
        : `${label} has a problem of its own, try again shortly: ${fault.message}`
    case 'garbled':
      return `Something answers at ${where}, but not a model API. Check the base URL; for most servers it ends in /v1. (${fault.message})`
    case 'refused':
      return `${label} is reached, but it declined the question: ${fault.message}`
    case 'setting-refused':
      return `${label} does not take a setting of this model: ${fault.message}`
    case 'lasting':
      if (fault.status === 401 || fault.status === 403 || (fault.status === 400 && /api.?key/i.test(fault.message))) {
        return `${label} does not accept this key${keyPage === null ? '' : `; make a new one at ${keyPage}`}. (${fault.message})`
      }
      if (fault.status === 404 || /model.{0,40}(?:not (?:found|exist)|does not exist|unknown)|(?:unknown|no such|invalid) model/i.test(fault.message)) {
        return `${label} has no model "${choice.model}" for this key, or the base URL is wrong. (${fault.message})`
      }
      return `${label} refused the call: ${fault.message}`
  }
}
