import { refusing } from './message-policy.ts'

/** While a person has a thread, programs keep still in it. */
export const threadWithPerson = refusing('conversation', ({ message: { author }, lead: { thread } }) =>
  author === 'agent' && thread?.state === 'with-person' ? 'a person has this conversation' : null)
