/** Starting and stopping: asked first, in what it means for leads. */
import type { Experiment } from '@troupe/contract'
import { useState, type ReactNode } from 'react'
import { toast } from 'sonner'
import { EXPERIMENTS, experimentPath } from '../../data/acting-addresses.ts'
import { refresh, send } from '../../data/api.ts'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { armShares, shareWords } from './experiment-words.ts'

export function useTellExperiment(): { ask(experiment: Experiment): void; dialog: ReactNode } {
  const [question, setQuestion] = useState<Question | null>(null)
  return {
    ask: (experiment) => setQuestion(questionOf(experiment)),
    dialog: <ConfirmDialog question={question} onClose={() => setQuestion(null)} />,
  }
}

function questionOf(experiment: Experiment): Question {
  const { id, name, state, holdout, windowDays } = experiment
  const tell = async (verb: 'start' | 'stop') => {
    await send('POST', `${experimentPath(id)}/${verb}`)
    await refresh(EXPERIMENTS)
    toast.success(verb === 'start' ? `“${name}” runs.` : `“${name}” is stopped.`)
  }
  return state === 'draft'
    ? {
      title: `Start “${name}”?`, confirm: 'Start it', act: () => tell('start'),
      consequence: [`Leads fall by themselves into ${shareWords(armShares(experiment))}, and stay there.`, ...(holdout > 0 ? ['Those who hear nothing get none of these messages while it runs.'] : ['Nobody is held out, so it tells which words do better, not whether any do good.']), `The first results stand ${windowDays} days after the first lead. Arms cannot be changed then.`],
    }
    : {
      title: `Stop “${name}”?`, confirm: 'Stop it', danger: true, act: () => tell('stop'),
      consequence: ['For good: it cannot be started again.', ...(holdout > 0 ? ['Leads who were held out hear from the agent again.'] : []), 'What was counted stays, and days that run still count.'],
    }
}
