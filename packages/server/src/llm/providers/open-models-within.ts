/**
 * Clients of models whose requests go no further than their workspace may at that very moment. That an address was
 * allowed when it was stored says nothing: the grant of a private network may have been withdrawn since.
 */
import { guardedFetch } from '../../base/guarded-fetch.ts'
import type { Id } from '../../base/ids.ts'
import { openModels, type OpenModel } from './open-model.ts'

type OpenModelWithin = (address: Parameters<OpenModel>[0], scope: { readonly workspaceId: Id }) => ReturnType<OpenModel>

/** `mayGoInside` is asked at every request. */
export function openModelsWithin(mayGoInside: (workspaceId: Id) => boolean): OpenModelWithin {
  return (address, { workspaceId }) => openModels(guardedFetch({ get privateNetwork() { return mayGoInside(workspaceId) } }))(address)
}
