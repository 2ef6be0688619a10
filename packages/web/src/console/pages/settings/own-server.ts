import type { Provider } from '@troupe/contract'

/** The catalogue's entry for any server that speaks OpenAI's wire; it has no address until one gives it. */
const TEMPLATE = 'compatible'

/** Whether one says oneself where it is and which models it has. */
export function isOwnServer(provider: Provider): boolean {
  return provider.custom || provider.id === TEMPLATE
}
