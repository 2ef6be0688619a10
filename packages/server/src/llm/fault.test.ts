/** Vendors' own error bodies, told apart by what to do about them. */
import { APICallError } from '@ai-sdk/provider'
import { expect, test } from 'vitest'
import { CallTimedOutError } from './deadline.ts'
import { faultOf, type Fault } from './fault.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const never = new AbortController().signal

function answered(statusCode: number, body: object | string, responseHeaders: Record<string, string> = {}): Fault {
  const responseBody = typeof body === 'string' ? body : JSON.stringify(body)
  const message = typeof body === 'string' ? body : (body as { error?: { message?: string } }).error?.message ?? 'no message'
  return faultOf(new APICallError({ message, url: 'http://x', requestBodyValues: {}, statusCode, responseHeaders, responseBody }), NOW, never, 'sk-secret')
}

test.each<[string, Fault, object]>([
  ['OpenAI, tokens a minute', answered(429, { error: { message: 'Rate limit reached for gpt-6-luna on tokens per min (TPM): Limit 200000, Used 199000. Please try again in 1.2s.', type: 'tokens', code: 'rate_limit_exceeded' } }), { kind: 'rate-limited', waitMs: 1_200 }],
  ['OpenAI, tokens a day', answered(429, { error: { message: 'Rate limit reached on tokens per day (TPD). Please try again in 7m12s.', code: 'rate_limit_exceeded' } }), { kind: 'rate-limited', waitMs: 432_000 }],
  ['OpenAI, no credit', answered(429, { error: { message: 'You exceeded your current quota, please check your plan and billing details.', type: 'insufficient_quota', code: 'insufficient_quota' } }), { kind: 'exhausted', untilMs: null }],
  ['OpenAI, no such model', answered(404, { error: { message: 'The model `gpt-9` does not exist or you do not have access to it.', code: 'model_not_found' } }), { kind: 'lasting', status: 404 }],
  ['OpenAI, temperature', answered(400, { error: { message: "Unsupported parameter: 'temperature' is not supported with this model.", param: 'temperature', code: 'unsupported_parameter' } }), { kind: 'setting-refused', setting: 'temperature' }],
  ['OpenAI, effort', answered(400, { error: { message: "Unsupported value: 'reasoning.effort' does not support 'none' with this model." } }), { kind: 'setting-refused', setting: 'reasoning' }],
  ['Anthropic, rate', answered(429, { type: 'error', error: { type: 'rate_limit_error', message: 'This request would exceed your rate limit.' } }, { 'retry-after': '14' }), { kind: 'rate-limited', waitMs: 14_000 }],
  ['Anthropic, overloaded', answered(529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }), { kind: 'passing', waitMs: null }],
  ['Anthropic, no credit', answered(400, { type: 'error', error: { type: 'invalid_request_error', message: 'Your credit balance is too low to access the Anthropic API.' } }), { kind: 'exhausted', untilMs: null }],
  ['Google, a minute\'s quota', answered(429, { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'You exceeded your current quota, please check your plan and billing details.', details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '12s' }] } }), { kind: 'rate-limited', waitMs: 12_000 }],
  ['Google, a day\'s quota', answered(429, { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'You exceeded your current quota.', details: [{ violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }] }, { retryDelay: '20s' }] } }), { kind: 'exhausted', untilMs: NOW + 20_000 }],
  ['Google, bad key', answered(400, { error: { code: 400, message: 'API key not valid. Please pass a valid API key.', status: 'INVALID_ARGUMENT' } }), { kind: 'lasting', status: 400 }],
  ['DeepSeek, no balance', answered(402, { error: { message: 'Insufficient Balance', type: 'unknown_error' } }), { kind: 'exhausted', untilMs: null }],
  ['DeepSeek, content', answered(400, { error: { message: 'Content Exists Risk' } }), { kind: 'refused' }],
  ['Moonshot, quota', answered(429, { error: { type: 'exceeded_current_quota_error', message: 'Your account is not active, please check your plan and billing details' } }), { kind: 'exhausted', untilMs: null }],
  ['a gateway with its reset', answered(429, { error: { message: 'monthly limit reached' }, resetAt: '2026-11-20T18:00:00Z', usage: { used: 5, limit: 5 } }), { kind: 'exhausted', untilMs: NOW + 6 * 3_600_000 }],
  ['LM Studio, format', answered(400, { error: { message: "'response_format.type' must be 'json_schema' or 'text'" } }), { kind: 'setting-refused', setting: 'format' }],
  ['a proxy\'s page', answered(502, '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>'), { kind: 'passing', message: 'HTTP 502: 502 Bad Gateway nginx' }],
])('%s', (_name, fault, expected) => {
  expect(fault).toMatchObject(expected)
})

test('the key is blotted out and the message is one bounded line', () => {
  const fault = answered(400, { error: { message: `bad key sk-secret\n${'x'.repeat(5_000)}` } })
  expect(fault.message).not.toContain('sk-secret')
  expect(fault.message).not.toContain('\n')
  expect(fault.message.length).toBeLessThan(320)
})

test('a person\'s abort is told from the time limit, whatever the client throws', () => {
  const abort = new AbortController()
  abort.abort(new Error('kill switch'))
  expect(faultOf(new DOMException('aborted', 'AbortError'), NOW, abort.signal, null)).toEqual({ kind: 'aborted', message: 'Given up: kill switch' })
  expect(faultOf(new Error('wrapped', { cause: new CallTimedOutError(60_000) }), NOW, never, null).kind).toBe('timed-out')
})
