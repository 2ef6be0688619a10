/** One plan: where it stands, what comes next, and the buttons that move it. */
import type { RampUp, RampUpVerb } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Pause, Play, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { RAMP_UPS, rampUpPath, rampUpVerbPath } from '../../data/addresses.ts'
import { answerOf, causeOf, refresh, send } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { Ago } from '../../parts/Ago.tsx'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Page } from '../../parts/Page.tsx'
import { RampChart } from './RampChart.tsx'
import { RampTable } from './RampTable.tsx'
import { crewWords, dayWords, firstDayWords, nextDay, standing } from './ramp-words.ts'

const LOOK_EVERY_MS = 3_000

export function RampUpPage() {
  const { rampUpId } = useParams({ from: '/shell/ramp-ups/$rampUpId' })
  const plan = useQuery(answerOf(rampUpPath(rampUpId), { everyMs: LOOK_EVERY_MS }))
  const operator = useMay('operator')
  return (
    <Page title={plan.data?.name ?? 'Ramp-up'} back={{ to: '/ramp-ups', label: 'Ramp-ups' }} actions={plan.data && operator && <Verbs plan={plan.data} />}>
      <Answer query={plan} what="this plan">
        {(data) => (
          <div className="flex max-w-2xl flex-col gap-5">
            <div>
              <p className="font-medium" role="status">{standing(data)}.</p>
              <p className="text-ink-soft">
                For {data.project.name}. <NextDay plan={data} />
                {data.state === 'active' && data.endsAt !== null && <>Over <Ago instant={data.endsAt} />.</>}
                {data.state === 'paused' && 'It starts nobody and its day stands still; what the day allows still binds.'}
                {data.state === 'draft' && 'It binds nobody until it is activated.'}
              </p>
            </div>
            <p className="text-pretty text-ink-soft">{crewWords(data.outlook, data.agents)}</p>
            <RampChart days={data.outlook} today={data.day} />
            <RampTable days={data.outlook} today={data.day} onDay={null} />
          </div>
        )}
      </Answer>
    </Page>
  )
}

function NextDay({ plan }: { plan: RampUp }) {
  const day = nextDay(plan)
  return day === null || plan.next === null ? null : <>Next, <Ago instant={plan.next.at} />: {dayWords(day)}. </>
}

function Verbs({ plan }: { plan: RampUp }) {
  const navigate = useNavigate()
  const [question, setQuestion] = useState<Question | null>(null)
  const { id, name, state, outlook: [first], project } = plan
  const tell = async (verb: RampUpVerb) => {
    await send('POST', rampUpVerbPath(id, verb))
    await refresh(RAMP_UPS, '/api/agents', '/api/status')
  }
  const activate = () => setQuestion({
    title: state === 'paused' ? `Go on with ${name}?` : `Activate ${name}?`,
    consequence: [
      state === 'paused' || first === undefined ? 'Its day goes on from where it stood.' : firstDayWords(first, project.name),
      'Agents that run already go on; nobody, by hand either, starts more than the day allows.',
    ],
    confirm: state === 'paused' ? 'Go on' : 'Activate',
    act: () => tell('activate'),
  })
  const remove = () => setQuestion({
    title: `Delete ${name}?`,
    consequence: [state === 'active' || state === 'paused' ? 'It stands now: with it go its caps, and agents may be started and act as without a plan.' : 'It binds nobody now.', 'Agents that run go on running.'],
    confirm: 'Delete the plan',
    danger: true,
    act: async () => {
      await send('DELETE', rampUpPath(id))
      await navigate({ to: '/ramp-ups' })
      await refresh(RAMP_UPS)
    },
  })
  const at = (verb: RampUpVerb) => () => void tell(verb).catch((error: unknown) => toast.error(causeOf(error)))
  return (
    <>
      {state === 'active' && <Button size="small" onClick={at('pause')}><Pause size={13} aria-hidden />Pause</Button>}
      {(state === 'active' || state === 'paused') && <Button size="small" onClick={at('deactivate')} title="Make it a draft again; its caps no longer bind">Deactivate</Button>}
      {(state === 'draft' || state === 'paused') && <Button size="small" variant="primary" onClick={activate}><Play size={13} aria-hidden />{state === 'paused' ? 'Go on' : 'Activate'}</Button>}
      <Button size="small" variant="quiet" aria-label="Delete the plan" title="Delete…" onClick={remove}><Trash2 size={15} aria-hidden /></Button>
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </>
  )
}
