import { toast } from 'sonner'
import { enrichmentPath } from '../../data/addresses.ts'
import { causeOf, refresh, send } from '../../data/api.ts'

/** Takes back what was accepted of a proposal, and says so. */
export async function undo(personaId: string, enrichmentId: string): Promise<void> {
  try {
    await send('DELETE', `${enrichmentPath(personaId)}?enrichmentId=${enrichmentId}`)
    await refresh('/api/personas', '/api/enrichments')
    toast.success('Undone: the persona is as it was.')
  } catch (error) {
    toast.error(causeOf(error))
  }
}
