/** The packs there are: the shipped ones to look at and duplicate, one's own to change. */
import type { PackDetail, PackSummary } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Copy, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { counted } from '../../../design/number-format.ts'
import { ARCHETYPES } from '../../data/addresses.ts'
import { answerOf, causeOf, refresh } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { Ago } from '../../parts/Ago.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Page, Section } from '../../parts/Page.tsx'
import { DuplicateDialog } from './DuplicateDialog.tsx'
import { importPack } from './exchange.ts'

export function PacksPage() {
  const packs = useQuery(answerOf(ARCHETYPES))
  const operator = useMay('operator')
  const navigate = useNavigate()
  const [copying, setCopying] = useState<PackSummary | null>(null)
  const file = useRef<HTMLInputElement>(null)
  const open = (pack: PackDetail) => navigate({ to: '/archetypes/$packId', params: { packId: pack.id } })
  async function take(chosen: File | undefined) {
    if (chosen === undefined) return
    try {
      const made = await importPack(chosen)
      await refresh(ARCHETYPES)
      toast.success(`${made.name} is here: ${counted(made.archetypes.length, 'archetype', 'archetypes')}.`)
      await open(made)
    } catch (error) {
      toast.error('The pack was not taken.', { description: causeOf(error), duration: 15_000 })
    }
  }
  return (
    <Page
      title="Archetypes"
      actions={operator && (
        <>
          <input ref={file} type="file" accept=".yaml,.yml" hidden onChange={({ target }) => { void take(target.files?.[0]); target.value = '' }} />
          <Button size="small" onClick={() => file.current?.click()}><Upload size={14} aria-hidden />Import YAML…</Button>
        </>
      )}
    >
      <Answer query={packs} what="packs">
        {({ items }) => (
          <div className="flex max-w-4xl flex-col gap-8">
            <Section title="Your own">
              {items.some(({ own }) => own) ? <PackList packs={items.filter(({ own }) => own)} onCopy={operator ? setCopying : null} /> : (
                <p className="max-w-prose text-pretty text-ink-soft">None yet. Duplicate a pack below to make it yours: its people, how they speak, what they do and when they are awake.</p>
              )}
            </Section>
            <Section title="Shipped">
              <PackList packs={items.filter(({ own }) => !own)} onCopy={operator ? setCopying : null} />
            </Section>
          </div>
        )}
      </Answer>
      {copying !== null && <DuplicateDialog pack={copying} onClose={() => setCopying(null)} onMade={open} />}
    </Page>
  )
}

function PackList({ packs, onCopy }: { packs: readonly PackSummary[]; onCopy: ((pack: PackSummary) => void) | null }) {
  return (
    <ul className="divide-y divide-line border-t border-line">
      {packs.map((pack) => (
        <li key={pack.id} className="flex items-center gap-3 py-2.5">
          <Link to="/archetypes/$packId" params={{ packId: pack.id }} className="group min-w-0 flex-1">
            <span className="flex flex-wrap items-baseline gap-x-2"><span className="font-semibold group-hover:underline">{pack.name}</span><span className="text-12 text-ink-faint">{counted(pack.archetypes.length, 'archetype', 'archetypes')}{pack.version === null ? '' : `, version ${pack.version}, `}{pack.updatedAt !== null && <Ago instant={pack.updatedAt} />}</span></span>
            <span className="block text-pretty text-ink-soft">{pack.description}</span>
            <span className="block truncate text-12 text-ink-faint">{pack.archetypes.map(({ name }) => name).join(' · ')}</span>
          </Link>
          {onCopy !== null && <Button size="small" onClick={() => onCopy(pack)}><Copy size={14} aria-hidden /><span className="max-sm:sr-only">Duplicate</span></Button>}
        </li>
      ))}
    </ul>
  )
}
