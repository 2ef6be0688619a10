/** What each purpose of a model is for, so that one can tell where a dear or a cheap model pays. */
import type { LlmConfig } from '@troupe/contract'

export type PurposeName = keyof LlmConfig['purposes']

export const PURPOSE_WORDS: Readonly<Record<PurposeName, string>> = {
  persona: 'A persona rewriting its own profile: its bio.',
  post: 'The words of posts and quotes, for agents that choose by habit.',
  comment: 'The words of comments and answers, for agents that choose by habit. The most frequent one.',
  decision: 'Every step of an agent whose brain is a model: what to do, and its words. Costs the most; needs a model that calls tools.',
  research: 'Gathering what is known about a subject. Nothing here asks for it yet.',
  profile: 'Reading what sort of person an account is. Nothing here asks for it yet.',
  'sales-message': 'Writing to one person about an offer. Nothing here asks for it yet.',
  vision: 'Saying what a picture shows. Nothing here asks for it yet.',
  image: 'Making pictures. Nothing here asks for it yet; avatars are drawn by code.',
  judge: 'Grading what other models wrote. Nothing here asks for it yet.',
  embedding: 'Comparing texts by meaning. Nothing here asks for it yet.',
}
