import { refusing } from './message-policy.ts'

/**
 * Who is held out of an experiment hears nothing of what it tries, whether or not the agent's code ever asked for a variant. It
 * stands after all that would end the message anyway and before whom to ask: where it is reached the message made a difference,
 * to those who hear it and to those who don't, and at the same point for both.
 */
export const heldOut = refusing('experiment', ({ heldOut: name }) => (name === null ? null : `the lead is held out of the experiment “${name}”`))

/** The message got as far as that. */
export function reachedExperiment(all: readonly { readonly policy: string; readonly kind: string }[]): boolean {
  const place = all.findIndex(({ policy }) => policy === heldOut.name)
  return all.slice(0, place).every(({ kind }) => kind === 'allow')
}
