import type { Group } from '@troupe/contract'
import { CalendarDays, PenLine, UserRound, UsersRound } from 'lucide-react'
import { groupMembersPath, groupPostsPath } from '../../api/feed.ts'
import { EmptyState } from '../../design/EmptyState.tsx'
import { ErrorState } from '../../design/ErrorState.tsx'
import { counted, formatCount } from '../../design/number-format.ts'
import { monthAndYear } from '../../design/relative-time.ts'
import { Tabs } from '../../design/Tabs.tsx'
import { groupPathOf } from '../data/load-route.ts'
import { useAnswer, useEndless } from '../data/use-answer.ts'
import { AuthorChip } from '../parts/Byline.tsx'
import { EndlessList } from '../parts/EndlessList.tsx'
import { generatorWords } from '../parts/generator-words.ts'
import { GroupMark } from '../parts/GroupRow.tsx'
import { PageTop } from '../parts/PageTop.tsx'
import { PersonRow } from '../parts/PersonRow.tsx'
import { PostCard } from '../parts/PostCard.tsx'
import { PostSkeletons } from '../parts/PostSkeletons.tsx'
import { Prose } from '../parts/Prose.tsx'
import type { GroupTab, WhichGroup } from '../route.ts'
import { useHrefs } from '../use-hrefs.ts'
import { MissingPage } from './MissingPage.tsx'

export function GroupPage({ which, tab }: { which: WhichGroup; tab: GroupTab }) {
  const { groupHref } = useHrefs()
  const answer = useAnswer(groupPathOf(which))
  if (answer.state === 'failed') {
    if (answer.status === 404 || answer.status === 400) return <MissingPage what="group" />
    return (
      <>
        <PageTop title="Group" />
        <ErrorState title="The group could not be loaded" cause={answer.cause} onRetry={answer.retry} />
      </>
    )
  }
  if (answer.state === 'loading') {
    return (
      <>
        <PageTop title="Group" />
        <PostSkeletons what="the group" count={3} />
      </>
    )
  }
  const group = answer.value
  const tabs = [
    { key: 'posts', label: 'Posts', href: groupHref(group), count: formatCount(group.counts.posts) },
    { key: 'members', label: 'Members', href: groupHref(group, 'members'), count: formatCount(group.counts.members) },
  ]
  return (
    <>
      <PageTop title={group.name} note={counted(group.counts.members, 'member', 'members')} />
      <GroupHeader group={group} />
      <Tabs label="Group" tabs={tabs} current={tab} className="border-b px-1 sm:px-2" />
      {tab === 'posts' ? <GroupPosts group={group} /> : <GroupMembers group={group} />}
    </>
  )
}

function GroupHeader({ group }: { group: Group }) {
  const { profileHref } = useHrefs()
  const { creator } = group
  return (
    <section data-automated={group.automated} data-generator={group.generator ?? undefined} className="px-4 pt-6 pb-4 sm:px-5">
      <div className="flex items-center gap-4">
        <GroupMark large />
        <h2 className="min-w-0 text-20 font-bold text-balance break-words sm:text-28">{group.name}</h2>
      </div>
      {group.description !== '' && <Prose text={group.description} className="mt-4 max-w-[62ch] text-16" />}
      <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-1.5 text-14 text-ink-soft">
        <li className="flex min-w-0 items-center gap-1.5">
          <UserRound aria-hidden size={15} className="shrink-0 text-ink-faint" />
          {creator === null ? (
            'Made by somebody who is here no more'
          ) : (
            <>
              <span className="shrink-0">Made by</span>
              <a href={profileHref(creator.username)} className="min-w-0 truncate font-semibold hover:underline">
                {creator.displayName}
              </a>
              <AuthorChip author={creator} words={generatorWords(group.generator)} />
            </>
          )}
        </li>
        <li className="flex items-center gap-1.5">
          <CalendarDays aria-hidden size={15} className="text-ink-faint" />
          {monthAndYear(group.createdAt)}
        </li>
      </ul>
      <p className="mt-3 text-14 text-ink-faint">Everybody reads it; members post to it.</p>
    </section>
  )
}

function GroupPosts({ group }: { group: Group }) {
  const list = useEndless((cursor) => groupPostsPath(group.id, cursor))
  return (
    <EndlessList
      list={list}
      what="posts"
      render={(post) => <PostCard key={post.id} post={post} inItsGroup />}
      skeleton={<PostSkeletons count={3} />}
      empty={
        <EmptyState icon={<PenLine size={22} />} title="Nobody has posted here yet">
          What members post to “{group.name}” stands here, newest first, and in everybody’s feed.
        </EmptyState>
      }
    />
  )
}

function GroupMembers({ group }: { group: Group }) {
  const list = useEndless((cursor) => groupMembersPath(group.id, cursor))
  return (
    <EndlessList
      list={list}
      what="members"
      render={(person) => <PersonRow key={person.id} profile={person} />}
      skeleton={<PostSkeletons what="members" count={4} />}
      empty={
        <EmptyState icon={<UsersRound size={22} />} title="Nobody is in it any more">
          The last member has left. What was said stays, and anybody may join again.
        </EmptyState>
      }
    />
  )
}
