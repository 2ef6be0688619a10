import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { Bot, CornerDownLeft, FlaskConical, GitBranch, Keyboard, OctagonX, Pause, Play, SunMoon, User, UserRound, Wand } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { useCallback, useDeferredValue, useEffect, useRef, useState, type ReactNode } from 'react'
import { chooseTheme, chosenTheme } from '../../design/theme.ts'
import { agentsPath, personasPath } from '../data/addresses.ts'
import { answerOf } from '../data/api.ts'
import { leadsPath } from '../data/engagement-addresses.ts'
import { useMay, useWholeWorkspace } from '../data/queries.ts'
import { simulationsPath } from '../pages/simulations/data/simulation-addresses.ts'
import { matches } from '../pages/simulations/list/simulation-filters.ts'
import { SimulationMark } from '../pages/simulations/SimulationMark.tsx'
import { AgentStateMark } from '../parts/AgentStateMark.tsx'
import { leadName } from '../parts/engagement/lead-name.ts'
import { StageMark } from '../parts/engagement/marks.tsx'
import { useBulk } from '../parts/use-bulk.tsx'
import { usePlaces } from './use-places.ts'

const FOUND_MOST = 6

export interface CommandPaletteProps { open: boolean; onOpenChange(open: boolean): void; onKill(): void; onKeys(): void }

export function CommandPalette({ open, onOpenChange, onKill, onKeys }: CommandPaletteProps) {
  const [query, setQuery] = useState('')
  const [picked, setPicked] = useState('')
  const list = useRef<HTMLDivElement>(null)
  // What the server finds comes later than the keys, and is not picked by itself.
  const pickFirst = useCallback(() => setPicked(list.current?.querySelector('[cmdk-item]')?.getAttribute('data-value') ?? ''), [])
  const bulk = useBulk()
  const close = (act: () => void) => () => {
    onOpenChange(false)
    setQuery('')
    act()
  }
  return (
    <>
      <Radix.Root
        open={open}
        onOpenChange={(next) => {
          onOpenChange(next)
          if (!next) setQuery('')
        }}
      >
        <Radix.Portal>
          <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(20_14_10/0.45)]" />
          <Radix.Content aria-describedby={undefined} className="fixed top-[10vh] left-1/2 z-50 w-[min(36rem,calc(100vw-1.5rem))] -translate-x-1/2 overflow-hidden rounded-large bg-raised shadow-float outline-none">
            <Radix.Title className="sr-only">Find or do anything</Radix.Title>
            <Command shouldFilter={false} label="Find or do anything" loop value={picked} onValueChange={setPicked}>
              <Command.Input value={query} onValueChange={setQuery} placeholder="Find an agent, persona, lead or simulation, go somewhere, do something…" className="h-12 w-full border-b border-line bg-transparent px-4 text-16 outline-none placeholder:text-ink-faint sm:text-14" />
              <Command.List ref={list} className="max-h-[min(26rem,60dvh)] overflow-y-auto p-1.5">
                <Commands query={query} close={close} onKill={onKill} onKeys={onKeys} ask={bulk.ask} />
                <Found query={query} close={close} onFound={pickFirst} />
                <Command.Empty className="px-3 py-6 text-center text-13 text-ink-faint">Nothing is called that.</Command.Empty>
              </Command.List>
            </Command>
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
      {bulk.dialog}
    </>
  )
}

type Close = (act: () => void) => () => void

function Found({ query, close, onFound }: { query: string; close: Close; onFound(): void }) {
  const navigate = useNavigate()
  const text = useDeferredValue(query.trim())
  const whole = useWholeWorkspace()
  const enabled = text.length > 0 && whole
  const agents = useQuery({ ...answerOf(agentsPath({ query: text }, FOUND_MOST), { freshMs: 15_000 }), enabled, placeholderData: keepPreviousData })
  const personas = useQuery({ ...answerOf(personasPath({ query: text }, FOUND_MOST), { freshMs: 15_000 }), enabled, placeholderData: keepPreviousData })
  const simulations = useQuery({ ...answerOf(simulationsPath, { freshMs: 15_000 }), enabled })
  const leads = useQuery({ ...answerOf(leadsPath({ query: text }, FOUND_MOST), { freshMs: 15_000 }), enabled: text.length > 0, placeholderData: keepPreviousData })
  const runs = simulations.data?.items.filter((run) => matches(run, { query: text })).slice(0, FOUND_MOST) ?? []
  const found = [...runs, ...agents.data?.items ?? [], ...personas.data?.items ?? [], ...leads.data?.items ?? []].map(({ id }) => id).join(' ')
  useEffect(() => {
    if (found !== '') onFound()
  }, [found, onFound])
  // Together, so that Enter takes the first of what is shown and not of what came first.
  if (text.length === 0 || leads.isPending || (whole && (agents.isPending || personas.isPending || simulations.isPending))) return null
  return (
    <>
      {(agents.data?.items.length ?? 0) > 0 && (
        <Group heading="Agents">
          {agents.data?.items.map((agent) => (
            <Item key={agent.id} value={`agent ${agent.id}`} icon={<Bot size={15} />} aside={<AgentStateMark agent={agent} className="text-12 text-ink-faint" />} onSelect={close(() => void navigate({ to: '/agents/$agentId', params: { agentId: agent.id } }))}>
              {agent.name}{agent.persona !== null && <span className="text-ink-faint"> @{agent.persona.username}</span>}
            </Item>
          ))}
        </Group>
      )}
      {(personas.data?.items.length ?? 0) > 0 && (
        <Group heading="Personas">
          {personas.data?.items.map(({ id, displayName, username }) => (
            <Item key={id} value={`persona ${id}`} icon={<UserRound size={15} />} onSelect={close(() => void navigate({ to: '/personas/$personaId', params: { personaId: id } }))}>
              {displayName}<span className="text-ink-faint"> @{username}</span>
            </Item>
          ))}
        </Group>
      )}
      {(leads.data?.items.length ?? 0) > 0 && (
        <Group heading="Leads">
          {leads.data?.items.map((lead) => (
            <Item key={lead.id} value={`lead ${lead.id}`} icon={<User size={15} />} aside={<StageMark stage={lead.context.stage} className="text-12 text-ink-faint" />} onSelect={close(() => void navigate({ to: '/leads/$leadId', params: { leadId: lead.id } }))}>{leadName(lead)}</Item>
          ))}
        </Group>
      )}
      {runs.length > 0 && (
        <Group heading="Simulations">
          {runs.map(({ id, name, state }) => (
            <Item key={id} value={`simulation ${id}`} icon={<FlaskConical size={15} />} aside={<SimulationMark state={state} className="text-12 text-ink-faint" />} onSelect={close(() => void navigate({ to: '/simulations/runs/$simulationId', params: { simulationId: id } }))}>{name}</Item>
          ))}
        </Group>
      )}
    </>
  )
}

function Commands({ query, close, onKill, onKeys, ask }: { query: string; close: Close; onKill(): void; onKeys(): void; ask: ReturnType<typeof useBulk>['ask'] }) {
  const navigate = useNavigate()
  const operator = useMay('operator')
  const open = usePlaces()
  const wanted = (words: string) => query.trim().toLowerCase().split(/\s+/).every((word) => words.toLowerCase().includes(word))
  const acts: { words: string; icon: ReactNode; act: () => void; danger?: boolean; operators?: boolean }[] = [
    { words: 'Pause all agents', icon: <Pause size={15} />, act: () => ask('pause', { filter: {} }), operators: true },
    { words: 'Resume all paused agents', icon: <Play size={15} />, act: () => ask('resume', { filter: {} }), operators: true },
    { words: 'Generate personas', icon: <Wand size={15} />, act: () => void navigate({ to: '/personas/generate' }), operators: true },
    { words: 'New simulation', icon: <FlaskConical size={15} />, act: () => void navigate({ to: '/simulations/new' }), operators: true },
    { words: 'Branches of simulations', icon: <GitBranch size={15} />, act: () => void navigate({ to: '/simulations/tree' }) },
    { words: 'Kill switch: stop everything now', icon: <OctagonX size={15} />, act: onKill, danger: true, operators: true },
    { words: 'Show the keys', icon: <Keyboard size={15} />, act: onKeys },
    { words: 'Switch theme between light and dark', icon: <SunMoon size={15} />, act: switchTheme },
  ]
  const places = open.filter(({ label }) => wanted(`go to ${label}`))
  const shown = acts.filter(({ words, operators }) => wanted(words) && (operator || operators !== true))
  return (
    <>
      {shown.length > 0 && (
        <Group heading="Do">
          {shown.map(({ words, icon, act, danger }) => <Item key={words} value={words} icon={icon} danger={danger === true} onSelect={close(act)}>{words}</Item>)}
        </Group>
      )}
      {places.length > 0 && (
        <Group heading="Go to">
          {places.map(({ to, label, Icon, key }) => <Item key={to} value={`go ${label}`} icon={<Icon size={15} />} aside={<kbd className="font-sans text-12 text-ink-faint">g {key}</kbd>} onSelect={close(() => void navigate({ to }))}>{label}</Item>)}
        </Group>
      )}
    </>
  )
}

function switchTheme(): void {
  const dark = chosenTheme() === 'dark' || (chosenTheme() === null && matchMedia('(prefers-color-scheme: dark)').matches)
  chooseTheme(dark ? 'light' : 'dark')
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return <Command.Group heading={heading} className="**:[[cmdk-group-heading]]:px-2.5 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-12 **:[[cmdk-group-heading]]:text-ink-faint">{children}</Command.Group>
}

interface ItemProps { value: string; icon: ReactNode; aside?: ReactNode; danger?: boolean; onSelect(): void; children: ReactNode }

function Item({ value, icon, aside, danger = false, onSelect, children }: ItemProps) {
  return (
    <Command.Item value={value} onSelect={onSelect} className={`group flex h-9 cursor-default items-center gap-2.5 rounded-medium px-2.5 text-13 data-[selected=true]:bg-sunken max-sm:h-11 ${danger ? 'text-bad' : ''}`}>
      <span aria-hidden className={danger ? '' : 'text-ink-faint'}>{icon}</span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {aside}
      <CornerDownLeft aria-hidden size={13} className="hidden text-ink-faint group-data-[selected=true]:block" />
    </Command.Item>
  )
}
