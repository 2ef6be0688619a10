import type { Goal, GoalVerb } from '@troupe/contract'
import { Pause, Play, RotateCcw, Square } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { refresh, send } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { GOALS, goalVerbPath } from '../../data/rule-addresses.ts'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'

const FROM: Readonly<Record<GoalVerb, readonly Goal['state'][]>> = { start: ['draft'], resume: ['paused'], pause: ['running'], replan: ['draft', 'paused', 'failed'], stop: ['planning', 'draft', 'running', 'paused'] }
const LOOKS: Readonly<Record<GoalVerb, { label: string; Icon: typeof Play; past: string }>> = {
  start: { label: 'Start…', Icon: Play, past: 'runs' }, resume: { label: 'Resume…', Icon: Play, past: 'runs again' }, pause: { label: 'Pause…', Icon: Pause, past: 'is paused' },
  replan: { label: 'Plan anew…', Icon: RotateCcw, past: 'is being planned anew' }, stop: { label: 'Stop…', Icon: Square, past: 'is stopped' },
}
const ORDER: readonly GoalVerb[] = ['replan', 'stop', 'pause', 'resume', 'start']

export function GoalActs({ goal }: { goal: Goal }) {
  const operator = useMay('operator')
  const [question, setQuestion] = useState<Question | null>(null)
  if (!operator) return null
  const ask = (verb: GoalVerb) => setQuestion({
    ...QUESTIONS[verb](goal),
    act: async () => {
      await send('POST', goalVerbPath(goal.id, verb))
      await refresh(GOALS, '/api/actions')
      toast.success(`“${goal.title}” ${LOOKS[verb].past}.`)
    },
  })
  return (
    <>
      {ORDER.filter((verb) => FROM[verb].includes(goal.state)).map((verb) => {
        const { label, Icon } = LOOKS[verb]
        return <Button key={verb} size="small" variant={verb === 'start' || verb === 'resume' ? 'primary' : 'plain'} onClick={() => ask(verb)}><Icon size={13} aria-hidden />{label}</Button>
      })}
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </>
  )
}

const QUESTIONS: Readonly<Record<GoalVerb, (goal: Goal) => Omit<Question, 'act'>>> = {
  start: ({ title }) => ({ title: `Start “${title}”?`, confirm: 'Start it', consequence: ['From now on its tasks are done by the plan: messages are planned for the leads of each stage, and go out as far as the rules let them.', 'You can pause it at any time, which takes back what is not sent yet.'] }),
  resume: ({ title }) => ({ title: `Resume “${title}”?`, confirm: 'Resume it', consequence: ['It goes on by the plan, from the day it is now.'] }),
  pause: ({ title }) => ({ title: `Pause “${title}”?`, confirm: 'Pause it', consequence: ['Tasks that wait are taken back, and so are its messages that are planned and not sent yet.', 'Resumed, it goes on by the plan and plans them anew.'] }),
  replan: ({ title }) => ({ title: `Plan “${title}” anew?`, confirm: 'Plan it anew', consequence: ['Another version is made from the profile and the leads as they are now. Older versions stay, and you can go back.', 'It waits for you to start it.'] }),
  stop: ({ title }) => ({ title: `Stop “${title}”?`, confirm: 'Stop it', danger: true, consequence: ['For good: it cannot be started again. What waits is taken back, also messages that are planned and not sent yet.', 'What was done, and its history, stay.'] }),
}
