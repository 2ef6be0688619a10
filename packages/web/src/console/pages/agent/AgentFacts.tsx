import type { Agent } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatMoney, formatWhole } from '../../../design/number-format.ts'
import { personaPath } from '../../data/addresses.ts'
import { answerOf } from '../../data/api.ts'
import { useProjects } from '../../data/queries.ts'
import { isLively, useStop } from '../../data/stops.ts'
import { AgentStateMark } from '../../parts/AgentStateMark.tsx'
import { Ago } from '../../parts/Ago.tsx'
import { IdText } from '../../parts/Fold.tsx'
import { NextWake } from '../../parts/NextWake.tsx'
import { Note } from '../../parts/Note.tsx'
import { Facts } from '../../parts/Page.tsx'
import { RhythmStrip } from '../../parts/RhythmStrip.tsx'
import { useArchetypeLabel } from '../../parts/use-archetype-label.ts'

export function AgentFacts({ agent }: { agent: Agent }) {
  const { persona, site, account, state, stateReason, stateSince, until, lastTurnAt } = agent
  const projects = useProjects()
  const labelOf = useArchetypeLabel()
  const { data: whole } = useQuery({ ...answerOf(personaPath(persona?.id ?? ''), { freshMs: 60_000 }), enabled: persona !== null })
  const project = projects.find(({ id }) => id === agent.projectId)
  const stop = useStop(agent.projectId)
  const stopped = stop !== null && isLively(state)
  const none = <span className="text-ink-faint">–</span>
  return (
    // On a narrow page its parts stand above and below what the agent did.
    <aside className="contents lg:order-2 lg:flex lg:flex-col lg:gap-5">
      <div className="flex flex-col gap-5">
        {stopped && (
          <Note tone="bad">
            <strong className="font-semibold">Stopped by the kill switch</strong> of {stop.scope === 'instance' ? 'the whole instance' : 'its project'}{stop.by === null ? '' : `, by ${stop.by}`}: “{stop.reason}”. It was {state} and does nothing until the switch is released.
          </Note>
        )}
        {stateReason !== null && project?.kind !== 'simulated' && <Note tone={state === 'failed' ? 'bad' : 'wait'}>{stateReason}</Note>}
        <Facts
          className="max-lg:grid-cols-[auto_1fr_auto_1fr]"
          facts={[
            ['State', <span key="state" className="inline-flex flex-wrap gap-x-1.5"><AgentStateMark agent={agent} /><span className="text-ink-faint">since <Ago instant={stopped && stop.at !== null && stop.at > stateSince ? stop.at : stateSince} /></span></span>],
            ...(until === null || stopped ? [] : [['Until', <Ago key="until" instant={until} />] as const]),
            ...(agent.platform === 'messaging' ? [] : [['Next wake', <NextWake key="next" agent={agent} />] as const]),
            ['Last turn', lastTurnAt === null ? none : <Ago key="last" instant={lastTurnAt} />],
            ['Turns', <span key="turns" className="tabular">{formatWhole(agent.turns)}</span>],
            ['Acts', <span key="acts" className="tabular">{formatWhole(agent.acts)}</span>],
            ['Model cost', <span key="cost" className="tabular">{formatMoney(agent.costMicros)}</span>],
            ['Brain', agent.brain.kind],
            ...(site === null ? [['Place', agent.platform === 'messaging' ? 'messages to leads' : agent.platform] as const] : [
              ['Site', <Link key="site" to="/settings/$section" params={{ section: 'sites' }} className="hover:underline" title={site.origin}>{site.name}</Link>] as const,
              ['There', account === null ? <span key="there" className="text-ink-faint">no account yet; it is made before its first act</span> : `@${account.username}`] as const,
            ]),
            ['Project', project === undefined ? none : <Link key="project" to="/projects/$projectId" params={{ projectId: project.id }} className="hover:underline">{project.name}</Link>],
            ['Made', <Ago key="made" instant={agent.createdAt} />],
            ['Id', <IdText key="id" id={agent.id} />],
          ]}
        />
      </div>
      {persona !== null && (
        <div className="order-3 border-t border-line pt-4">
          <h2 className="mb-1 flex items-baseline justify-between text-14 font-semibold">Persona <Link to="/personas/$personaId" params={{ personaId: persona.id }} className="text-12 font-normal text-accent hover:underline">Open</Link></h2>
          <p className="text-12 text-ink-faint">{persona.archetype === null ? 'written by hand' : labelOf(persona.archetype)}{whole?.location ? ` · ${whole.location}` : ''}{whole?.age ? ` · ${whole.age}` : ''}</p>
          {whole?.bio && <p className="mt-1.5 text-pretty text-ink-soft">{whole.bio}</p>}
          {whole && <RhythmStrip rhythm={whole.rhythm} className="mt-4" />}
        </div>
      )}
    </aside>
  )
}
