import { Compass } from 'lucide-react'
import { buttonClass } from '../../design/Button.tsx'
import { EmptyState } from '../../design/EmptyState.tsx'
import { useHrefs } from '../hrefs.ts'
import { PageTop } from '../parts/PageTop.tsx'

export function MissingPage({ what = 'page' }: { what?: string }) {
  const { page } = useHrefs()
  return (
    <>
      <PageTop title="Not found" />
      <EmptyState
        icon={<Compass size={22} />}
        title={`There is no such ${what}`}
        action={
          <a href={page('/')} className={buttonClass('primary')}>
            To the feed
          </a>
        }
      >
        {what === 'page' ? 'The address may be mistyped.' : 'It may have been deleted, or the address may be mistyped.'}
      </EmptyState>
    </>
  )
}
