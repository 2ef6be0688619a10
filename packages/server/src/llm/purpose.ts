/** What a model is asked for (SPEC I1). Each purpose maps to a provider, a model and settings. */
export const PURPOSES = [
  'persona', 'post', 'comment', 'decision', 'research', 'profile', 'sales-message', 'vision', 'image', 'judge', 'embedding',
] as const
export type Purpose = (typeof PURPOSES)[number]
