/** What deleting runs takes away, in words and numbers. */
import type { Simulation } from '@troupe/contract'
import { toast } from 'sonner'
import { counted, formatWhole } from '../../../../design/number-format.ts'
import { refresh, send } from '../../../data/api.ts'
import type { Question } from '../../../parts/ConfirmDialog.tsx'
import { SIMULATIONS, simulationPath, simulationVerbPath } from '../data/simulation-addresses.ts'
import { isMoving } from '../data/simulation-words.ts'

export function deleteQuestion(runs: readonly Simulation[], all: readonly Simulation[], onDone: () => unknown): Question {
  const sum = (of: (run: Simulation) => number) => runs.reduce((total, run) => total + of(run), 0)
  const acts = sum(({ counts }) => counts?.acts ?? 0)
  const ids = new Set(runs.map(({ id }) => id))
  const orphans = all.filter(({ id, parent }) => parent !== null && ids.has(parent) && !ids.has(id)).length
  const moving = runs.filter(isMoving).length
  const published = runs.filter((run) => run.published !== null).length
  const what = runs.length === 1 ? runs[0]?.name ?? '' : counted(runs.length, 'simulation', 'simulations')
  return {
    title: `Delete ${what}?`,
    consequence: [
      `${runs.length === 1 ? 'Its folder goes' : 'Their folders go'} from the disk${acts === 0 ? '' : `: ${formatWhole(sum(({ counts }) => counts?.posts ?? 0))} posts, ${formatWhole(acts)} acts, checkpoints and charts`}. This cannot be undone; the same inputs make the same run again.`,
      ...(moving > 0 ? [runs.length === 1 ? 'It is stopped first.' : `${counted(moving, 'of them is', 'of them are')} stopped first.`] : []),
      ...(orphans > 0 ? [`${counted(orphans, 'branch keeps', 'branches keep')} all ${orphans === 1 ? 'it has' : 'they have'} and ${orphans === 1 ? 'stands' : 'stand'} alone in the tree.`] : []),
      ...(published > 0 ? [`What was published of ${published === 1 ? 'it' : 'them'} stays on the site; delete that under Projects.`] : []),
    ],
    confirm: runs.length === 1 ? 'Delete the simulation' : `Delete ${formatWhole(runs.length)}`,
    danger: true,
    act: async () => {
      for (const run of runs) {
        if (isMoving(run)) await send('POST', simulationVerbPath(run.id, 'stop'))
        await send('DELETE', simulationPath(run.id))
      }
      toast.success(`${what} ${runs.length === 1 ? 'is' : 'are'} deleted.`)
      // Its page is left first, so that nobody asks for what is gone.
      await onDone()
      await refresh(SIMULATIONS)
    },
  }
}
