import type { Provider } from '@troupe/contract'

/** Why one may not use a provider that has a key (`allowed` is false). */
export function ofTheInstance({ keyName }: Pick<Provider, 'keyName'>): string {
  return `The key in the environment${keyName === null ? '' : ` (${keyName})`} is the instance’s, and an owner of the instance has not chosen it for this workspace.`
}
