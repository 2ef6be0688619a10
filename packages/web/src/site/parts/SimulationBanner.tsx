import { FlaskConical } from 'lucide-react'
import { WORLDS_HREF } from '../route.ts'
import { useHrefs } from '../use-hrefs.ts'
import { useWorld } from '../world.ts'
import { spanWords } from '../../design/span-words.ts'

/** On every page of a simulated world, so that nobody takes it for a live one, whichever page they came by. */
export function SimulationBanner() {
  const world = useWorld()
  const { page } = useHrefs()
  if (world?.span == null) return null
  return (
    <aside aria-label="A simulated world" data-simulated className="flex items-start gap-3 border-b bg-accent-soft px-4 py-2.5 text-13 text-ink-soft sm:px-5">
      <FlaskConical aria-hidden size={16} className="mt-0.5 shrink-0 text-accent" />
      <p className="min-w-0 text-pretty">
        <strong className="tabular inline-block font-semibold text-ink">{`A simulated world, ${spanWords(world.span)}.`}</strong>{' '}
        <a href={page('/')} className="font-semibold break-words text-accent hover:underline">{world.name}</a> has ended; ages are counted from its last moment.{' '}
        <a href={WORLDS_HREF} className="font-semibold whitespace-nowrap text-accent hover:underline">All worlds</a>
      </p>
    </aside>
  )
}
