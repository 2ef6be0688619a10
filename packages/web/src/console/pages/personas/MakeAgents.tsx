import type { Agent, Persona } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { Bot } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button, buttonClass } from '../../../design/Button.tsx'
import { counted } from '../../../design/number-format.ts'
import { causeOf, refresh, send } from '../../data/api.ts'
import { useProjects, useSites } from '../../data/queries.ts'
import { Select } from '../../parts/fields.tsx'
import { OWN_WORLD, whereOptions } from '../agents/where-options.ts'

type Progress = { state: 'asking' } | { state: 'working'; done: number } | { state: 'over'; made: number; failures: string[] }

/** Makes each of these personas an agent with a habit brain and starts it; one that fails doesn't stop the others. */
export function MakeAgents({ personas, site = OWN_WORLD }: { personas: readonly Persona[]; site?: string }) {
  const [siteId, setSiteId] = useState(site)
  const project = useProjects().filter(({ kind }) => kind === 'live').at(-1)
  const places = whereOptions(project, useSites(), siteId)
  const [progress, setProgress] = useState<Progress>({ state: 'asking' })
  async function make(): Promise<void> {
    const failures: string[] = []
    let made = 0
    for (const persona of personas) {
      setProgress({ state: 'working', done: made + failures.length })
      try {
        await send<Agent>('POST', '/api/agents', { personaId: persona.id, start: true, ...(siteId === OWN_WORLD ? {} : { siteId }) })
        made += 1
      } catch (error) {
        failures.push(`${persona.displayName}: ${causeOf(error)}`)
      }
    }
    setProgress({ state: 'over', made, failures })
    if (failures.length > 0) toast.warning(`${failures.length} did not become agents.`, { description: failures.slice(0, 3).join('\n'), duration: 12_000 })
    await refresh('/api/agents', '/api/status', '/api/projects', '/api/platforms')
  }
  if (progress.state === 'over') return <Link to="/agents" className={buttonClass('plain', 'small')}>{counted(progress.made, 'agent', 'agents')} started: see them</Link>
  return (
    <span className="flex flex-wrap items-center gap-2">
      {places.length > 1 && (
        <Select aria-label="Where they act" className="w-64" disabled={progress.state === 'working'} value={siteId} onChange={({ target }) => setSiteId(target.value)}>
          {places.map(({ value, label, shut }) => <option key={value} value={value} disabled={shut}>{label}</option>)}
        </Select>
      )}
      <Button size="small" disabled={progress.state === 'working'} onClick={() => void make()}>
        <Bot size={14} aria-hidden />
        {progress.state === 'working' ? `Starting ${progress.done + 1} of ${personas.length}…` : `Start ${counted(personas.length, 'agent', 'agents')} from them`}
      </Button>
    </span>
  )
}
