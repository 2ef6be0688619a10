import type { Agent, Persona } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { Bot } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button, buttonClass } from '../../../design/Button.tsx'
import { counted } from '../../../design/number-format.ts'
import { causeOf, refresh, send } from '../../data/api.ts'

type Progress = { state: 'asking' } | { state: 'working'; done: number } | { state: 'over'; made: number; failures: string[] }

/** Makes each of these personas an agent with a habit brain and starts it; one that fails doesn't stop the others. */
export function MakeAgents({ personas }: { personas: readonly Persona[] }) {
  const [progress, setProgress] = useState<Progress>({ state: 'asking' })
  async function make(): Promise<void> {
    const failures: string[] = []
    let made = 0
    for (const persona of personas) {
      setProgress({ state: 'working', done: made + failures.length })
      try {
        await send<Agent>('POST', '/api/agents', { personaId: persona.id, start: true })
        made += 1
      } catch (error) {
        failures.push(`${persona.displayName}: ${causeOf(error)}`)
      }
    }
    setProgress({ state: 'over', made, failures })
    if (failures.length > 0) toast.warning(`${failures.length} did not become agents.`, { description: failures.slice(0, 3).join('\n'), duration: 12_000 })
    await refresh('/api/agents', '/api/status', '/api/projects')
  }
  if (progress.state === 'over') return <Link to="/agents" className={buttonClass('plain', 'small')}>{counted(progress.made, 'agent', 'agents')} started: see them</Link>
  return (
    <Button size="small" disabled={progress.state === 'working'} onClick={() => void make()}>
      <Bot size={14} aria-hidden />
      {progress.state === 'working' ? `Starting ${progress.done + 1} of ${personas.length}…` : `Start ${counted(personas.length, 'agent', 'agents')} from them`}
    </Button>
  )
}
