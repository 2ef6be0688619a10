import { useQuery } from '@tanstack/react-query'
import { Navigate, useParams } from '@tanstack/react-router'
import { ApiError } from '../../../api/request.ts'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { UserRound } from 'lucide-react'
import { originPath } from '../../data/addresses.ts'
import { answerOf } from '../../data/api.ts'
import { Answer } from '../../parts/ListStates.tsx'
import { Page } from '../../parts/Page.tsx'

/** From a post or comment of the public site to the turn that made it. */
export function OriginPage() {
  const { kind, id } = useParams({ from: '/shell/origin/$kind/$id' })
  const origin = useQuery(answerOf(originPath(kind === 'comment' ? 'comment' : 'post', id)))
  if (origin.data !== undefined) {
    const { turnId } = origin.data
    // No turn made it: what there is to know about it is its moderation.
    if (turnId === null) return <Navigate to="/moderation" search={{ item: `${kind === 'comment' ? 'comment' : 'post'}:${id}` }} replace />
    return <Navigate to="/turns/$turnId" params={{ turnId }} search={{ made: id }} replace />
  }
  return (
    <Page title="Where it came from" back={{ to: '/activity', label: 'Live activity' }}>
      {origin.error instanceof ApiError && origin.error.missing
        ? <EmptyState icon={<UserRound size={22} />} title="No turn made this">A person may have written it, or the turn is no longer kept.</EmptyState>
        : <Answer query={origin} what="the turn">{() => null}</Answer>}
    </Page>
  )
}
