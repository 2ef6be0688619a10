import { Bookmark, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field, TextInput } from '../../parts/fields.tsx'
import { Menu, MenuChoice, MenuHeading, MenuItem, MenuLine } from '../../parts/Menu.tsx'
import { isNarrowed, type AgentFilters } from './agent-filters.ts'
import { loadViews, sameFilters, storeViews, withView, type SavedView } from './saved-views.ts'

export function SavedViews({ filters, onPick }: { filters: AgentFilters; onPick(filters: AgentFilters): void }) {
  const [views, setViews] = useState(loadViews)
  const [naming, setNaming] = useState(false)
  const current = views.find((view) => sameFilters(view.filters, filters))
  const keep = (next: SavedView[]) => {
    storeViews(next)
    setViews(next)
  }
  const remove = (gone: SavedView) => {
    keep(views.filter((view) => view !== gone))
    toast.success(`Deleted the view “${gone.name}”`, { action: { label: 'Undo', onClick: () => keep(views) } })
  }
  return (
    <>
      <Menu
        trigger={
          <Button size="small" title="Saved views">
            <Bookmark size={14} aria-hidden className={current ? 'fill-current text-accent' : ''} />
            <span className="max-sm:sr-only">{current?.name ?? 'Views'}</span>
          </Button>
        }
      >
        <MenuHeading>{views.length === 0 ? 'No views yet. Narrow the list, then save it under a name.' : 'Saved views'}</MenuHeading>
        {views.map((view) => <MenuChoice key={view.name} picked={view === current} onSelect={() => onPick(view.filters)}>{view.name}</MenuChoice>)}
        <MenuLine />
        <MenuItem icon={<Bookmark size={14} />} disabled={!isNarrowed(filters) || current !== undefined} onSelect={() => setNaming(true)}>Save these filters…</MenuItem>
        {current && <MenuItem icon={<Trash2 size={14} />} danger onSelect={() => remove(current)}>Delete “{current.name}”</MenuItem>}
      </Menu>
      {naming && (
        <NameView
          onClose={() => setNaming(false)}
          onName={(name) => {
            keep(withView(views, { name, filters }))
            setNaming(false)
          }}
        />
      )}
    </>
  )
}

function NameView({ onClose, onName }: { onClose(): void; onName(name: string): void }) {
  const [name, setName] = useState('')
  const save = () => name.trim() !== '' && onName(name.trim())
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Save this view" description="It is kept in this browser." actions={<Button variant="primary" disabled={name.trim() === ''} onClick={save}>Save</Button>}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Field label="Name"><TextInput autoFocus maxLength={40} value={name} onChange={(event) => setName(event.target.value)} /></Field>
      </form>
    </Dialog>
  )
}
