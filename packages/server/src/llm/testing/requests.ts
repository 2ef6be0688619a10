/** Requests for tests of this room. */
import type { JSONSchema7 } from '@ai-sdk/provider'
import type { ModelRequest } from '../model-port.ts'

export function textRequest(change: Partial<ModelRequest> = {}): ModelRequest {
  return {
    purpose: 'post',
    instructions: 'You are Mara, a lighthouse keeper.',
    messages: [{ role: 'user', text: 'Write a post about fog.' }],
    tools: [],
    expects: { kind: 'text', longest: 500 },
    maxOutputTokens: 200,
    rehearsal: { key: 'test/0', ordinal: 0, speaker: null, intent: { kind: 'post' }, memory: [], trends: [], nowMs: 0 },
    ...change,
  }
}

export const PROFILE_SCHEMA: JSONSchema7 = {
  type: 'object',
  properties: {
    bio: { type: 'string' },
    age: { type: 'integer' },
    mood: { enum: ['calm', 'cross', 'curious'] },
    interests: { type: 'array', items: { type: 'string' } },
    open: { type: 'boolean' },
  },
  required: ['bio', 'interests'],
  additionalProperties: false,
}

export function jsonRequest(schema: JSONSchema7 = PROFILE_SCHEMA, change: Partial<ModelRequest> = {}): ModelRequest {
  return textRequest({ purpose: 'persona', expects: { kind: 'json', schema }, messages: [{ role: 'user', text: 'Describe Mara.' }], ...change })
}

export const LIKE_TOOL = {
  name: 'like',
  description: 'Like a post.',
  inputSchema: { type: 'object', properties: { postId: { type: 'string' } }, required: ['postId'] } satisfies JSONSchema7,
}

export const SEARCH_TOOL = {
  name: 'search',
  description: 'Search posts.',
  inputSchema: { type: 'object', properties: { words: { type: 'string' }, limit: { type: 'integer' } }, required: ['words'] } satisfies JSONSchema7,
}
