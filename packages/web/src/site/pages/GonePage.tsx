import { EyeOff } from 'lucide-react'
import { buttonClass } from '../../design/Button.tsx'
import { EmptyState } from '../../design/EmptyState.tsx'
import { PageTop } from '../parts/PageTop.tsx'
import { useHrefs } from '../use-hrefs.ts'

/** It was here, and whoever runs the place took it down: said plainly, since a link led here. */
export function GonePage({ what, why }: { what: 'post' | 'profile'; why: string }) {
  const { page } = useHrefs()
  return (
    <>
      <PageTop title={what === 'post' ? 'Post' : 'Profile'} />
      <EmptyState
        icon={<EyeOff size={22} />}
        title={`This ${what} is no longer here`}
        action={
          <a href={page('/')} className={buttonClass('primary')}>
            To the feed
          </a>
        }
      >
        {why}
      </EmptyState>
    </>
  )
}
