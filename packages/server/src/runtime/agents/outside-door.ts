/** What making and starting agents needs of the places outside. */
import { ConflictError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'

export interface OutsideDoor {
  /** Why agents of the workspace may not act on the site now (SPEC P1); null where they may. */
  shut(siteId: Id, workspaceId: Id): Promise<string | null>
  /** After the commit that started it: asks for its account, and waits a moment for the answer. It is asked for again at the agent's first errand. */
  provision(workspaceId: Id, agentId: Id): Promise<void>
  /** The same for many, which nobody waits for. */
  provisionSoon(workspaceId: Id, agentIds: readonly Id[]): void
}

export class SiteNotOwnedYetError extends ConflictError {
  constructor(why: string) {
    super(notStarted(why), 'site-not-owned')
  }
}

export function notStarted(why: string): string {
  return `Not started: ${why}. Put the proof on the site and look for it under Platforms, then start the agent again.`
}

/** Where nobody acts outside: tests of the embedded network alone. */
export const NO_DOOR: OutsideDoor = {
  shut: async () => 'nobody acts outside from here',
  provision: async () => {},
  provisionSoon: () => {},
}
