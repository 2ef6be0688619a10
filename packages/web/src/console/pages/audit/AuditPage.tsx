import type { AuditEntry } from '@troupe/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ScrollText } from 'lucide-react'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { RelativeTime } from '../../../design/RelativeTime.tsx'
import { auditPath } from '../../data/addresses.ts'
import { pagesOf } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { plainName } from '../../parts/action-words.ts'
import { Fold, IdText } from '../../parts/Fold.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Page } from '../../parts/Page.tsx'
import { ForRole } from '../../parts/RoleNote.tsx'
import { SearchBox } from '../../parts/SearchBox.tsx'
import { differences } from './differences.ts'

export function AuditPage() {
  return useMay('admin') ? <AuditLog /> : <Page title="Audit"><ForRole what="Reading the audit log" needs="admin">{null}</ForRole></Page>
}

function AuditLog() {
  const { action } = useSearch({ from: '/shell/audit' })
  const navigate = useNavigate({ from: '/audit' })
  const pages = useInfiniteQuery(pagesOf(auditPath(action)))
  const entries = pages.data?.pages.flatMap(({ items }) => items)
  return (
    <Page
      title="Audit"
      bar={<div className="shrink-0 px-4 pb-3 sm:px-6"><SearchBox label="Action, such as role-changed" value={action ?? ''} onValue={(text) => void navigate({ search: { action: text === '' ? undefined : text }, replace: true })} className="w-full sm:w-72" /></div>}
    >
      <Answer query={{ data: entries, error: pages.error, refetch: pages.refetch }} what="the audit log">
        {(list) => list.length === 0 ? (
          <EmptyState icon={<ScrollText size={22} />} title={action === undefined ? 'Nothing has been changed yet' : 'No change is called that'}>Every change is kept here: who, what, when, before and after.</EmptyState>
        ) : (
          <>
            <ol className="divide-y divide-line border-y border-line">{list.map((entry) => <Entry key={entry.id} entry={entry} />)}</ol>
            {pages.hasNextPage && <Button size="small" className="mt-3" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{pages.isFetchingNextPage ? 'Loading…' : 'Earlier changes'}</Button>}
          </>
        )}
      </Answer>
    </Page>
  )
}

function Entry({ entry: { actor, action, subject, at, before, after } }: { entry: AuditEntry }) {
  const changes = differences(before, after)
  return (
    <li className="grid grid-cols-[1fr_auto] gap-x-4 py-2 sm:grid-cols-[10rem_1fr_auto]">
      <span className="truncate font-medium max-sm:col-span-2" title={actor.kind}>{actor.name}{actor.kind !== 'user' && <span className="font-normal text-ink-faint"> ({actor.kind})</span>}</span>
      <span className="min-w-0">
        {plainName(action)} <span className="text-ink-faint">· {plainName(subject.kind)}{subject.id !== null && <> <IdText id={subject.id} /></>}</span>
        {changes.length > 0 && (
          <Fold label={changes.length === 1 ? '1 field' : `${changes.length} fields`}>
            <table className="w-full text-12">
              <tbody>
                {changes.map(({ field, from, to }) => (
                  <tr key={field} className="align-top">
                    <th scope="row" className="w-32 py-0.5 pr-3 text-left font-normal text-ink-faint">{field}</th>
                    <td className="py-0.5 font-mono break-all">{from !== null && <del className="text-ink-faint">{from}</del>}{from !== null && to !== null && ' → '}{to}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Fold>
        )}
      </span>
      <RelativeTime instant={at} className="text-right text-12 text-ink-faint" />
    </li>
  )
}
