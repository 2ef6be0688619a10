import { Link, useLocation } from '@tanstack/react-router'
import { MapPinOff } from 'lucide-react'
import { buttonClass } from '../../design/Button.tsx'
import { EmptyState } from '../../design/EmptyState.tsx'
import { Page } from '../parts/Page.tsx'
import { usePlaces } from './use-places.ts'

export function MissingPage() {
  const path = useLocation({ select: ({ publicHref }) => publicHref })
  const places = usePlaces()
  return (
    <Page title="Not found">
      <EmptyState
        icon={<MapPinOff size={22} />}
        title="There is no such page"
        action={
          <nav aria-label="Where to go" className="flex flex-wrap justify-center gap-2">
            {places.map(({ to, label }, place) => <Link key={to} to={to} className={buttonClass(place === 0 ? 'primary' : 'plain', 'small')}>{label}</Link>)}
          </nav>
        }
      >
        Nothing is at <code className="break-all">{path}</code>. It may be mistyped, or what it named is gone. An agent or persona is found by its name with the search above.
      </EmptyState>
    </Page>
  )
}
