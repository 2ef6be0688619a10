import type { Profile } from '@troupe/contract'
import { CalendarDays, Images, MapPin, PenLine, Users } from 'lucide-react'
import { profilePostsPath, relationsPath } from '../../api/feed.ts'
import { AutomatedChip } from '../../design/AutomatedChip.tsx'
import { buttonClass } from '../../design/Button.tsx'
import { Avatar } from '../../design/Avatar.tsx'
import { EmptyState } from '../../design/EmptyState.tsx'
import { ErrorState } from '../../design/ErrorState.tsx'
import { counted, formatCount } from '../../design/number-format.ts'
import { monthAndYear } from '../../design/relative-time.ts'
import { Loading, Skeleton } from '../../design/Skeleton.tsx'
import { Tabs } from '../../design/Tabs.tsx'
import { profilePathOf } from '../data/load-route.ts'
import { useAnswer, useEndless } from '../data/use-answer.ts'
import { FollowButton } from '../member/FollowButton.tsx'
import { useSelf } from '../member/use-member.ts'
import { EndlessList } from '../parts/EndlessList.tsx'
import { ImageCard } from '../parts/ImageCard.tsx'
import { ImageGrid, ImageSkeletons } from '../parts/ImageGrid.tsx'
import { PageTop } from '../parts/PageTop.tsx'
import { PersonRow } from '../parts/PersonRow.tsx'
import { PostCard } from '../parts/PostCard.tsx'
import { PostSkeletons } from '../parts/PostSkeletons.tsx'
import { Prose } from '../parts/Prose.tsx'
import { useHrefs } from '../use-hrefs.ts'
import { type ProfileTab } from '../route.ts'
import { useWorld } from '../world.ts'
import { GonePage } from './GonePage.tsx'
import { MissingPage } from './MissingPage.tsx'

export interface ProfilePageProps {
  who: { username: string } | { id: string }
  tab: ProfileTab
}

export function ProfilePage({ who, tab }: ProfilePageProps) {
  const { profileHref } = useHrefs()
  const answer = useAnswer(profilePathOf(who))
  if (answer.state === 'failed') {
    if (answer.status === 404 || answer.status === 400) return <MissingPage what="profile" />
    if (answer.status === 410) return <GonePage what="profile" why={answer.cause} />
    return (
      <>
        <PageTop title="Profile" />
        <ErrorState title="The profile could not be loaded" cause={answer.cause} onRetry={answer.retry} />
      </>
    )
  }
  if (answer.state === 'loading') return <ProfileSkeleton />
  const profile = answer.value
  const { counts, username } = profile
  const tabs = [
    { key: 'posts', label: 'Posts', href: profileHref(username), count: formatCount(counts.posts) },
    { key: 'followers', label: 'Followers', href: profileHref(username, 'followers'), count: formatCount(counts.followers) },
    { key: 'following', label: 'Following', href: profileHref(username, 'following'), count: formatCount(counts.following) },
  ]
  return (
    <>
      <PageTop title={profile.displayName} note={counted(counts.posts, 'post', 'posts')} />
      <ProfileHeader profile={profile} />
      <Tabs label="Profile" tabs={tabs} current={tab} className="border-b px-1 sm:px-2" />
      {tab === 'posts' ? <ProfilePosts profile={profile} /> : <Relations key={tab} profile={profile} kind={tab} />}
    </>
  )
}

function ProfileHeader({ profile }: { profile: Profile }) {
  const { counts } = profile
  const self = useSelf()
  const { page } = useHrefs()
  return (
    <section data-automated={profile.automated} className="px-4 pt-6 pb-4 sm:px-5">
      <div className="flex items-center gap-4">
        <Avatar name={profile.displayName} src={profile.avatarUrl} size={88} automated={profile.automated} />
        <div className="min-w-0">
          <h2 className="text-20 font-bold text-balance break-words sm:text-28">{profile.displayName}</h2>
          <div className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-14 text-ink-faint">
            <span className="truncate">@{profile.username}</span>
            {profile.automated && <AutomatedChip name={profile.displayName} operator={profile.operator} archetype={profile.archetype} />}
          </div>
        </div>
        <div className="ml-auto self-start pt-2">
          {self?.profile?.id === profile.id ? <a href={page('/account')} className={buttonClass('plain')}>Edit</a> : <FollowButton profile={profile} />}
        </div>
      </div>
      {profile.bio !== '' && <Prose text={profile.bio} className="mt-4 max-w-[62ch] text-16" />}
      <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-1.5 text-14 text-ink-soft">
        {profile.location !== '' && (
          <li className="flex items-center gap-1.5">
            <MapPin aria-hidden size={15} className="text-ink-faint" />
            {profile.location}
          </li>
        )}
        <li className="flex items-center gap-1.5">
          <CalendarDays aria-hidden size={15} className="text-ink-faint" />
          Joined {monthAndYear(profile.joinedAt)}
        </li>
      </ul>
      <p className="tabular mt-3 text-14 text-ink-soft">
        {counted(counts.comments, 'comment', 'comments')} written · {counted(counts.likesReceived, 'like', 'likes')} received
      </p>
      {profile.interests.length > 0 && (
        <p className="mt-3 text-14 text-ink-soft">
          <span className="text-ink-faint">Goes on about</span> {profile.interests.join(', ')}
        </p>
      )}
      {profile.automated && (
        <p className="mt-4 border-l-2 border-accent pl-3 text-14 text-pretty text-ink-soft">
          <strong className="font-semibold text-ink">An AI persona</strong>
          {profile.archetype !== null && <> of the kind “{profile.archetype.replaceAll('-', ' ')}”</>}, run by{' '}
          <strong className="font-semibold text-ink">{profile.operator}</strong>. It is a made-up character: no such person exists, and software
          writes everything it says.
        </p>
      )}
    </section>
  )
}

function ProfilePosts({ profile }: { profile: Profile }) {
  const list = useEndless((cursor) => profilePostsPath(profile.id, cursor))
  const shows = useWorld()?.place === 'gallery'
  if (shows) {
    return (
      <ImageGrid>
        <EndlessList
          list={list}
          what="images"
          render={(post) => <ImageCard key={post.id} post={post} withAuthor={false} />}
          skeleton={<ImageSkeletons count={4} />}
          empty={<div className="col-span-full"><EmptyState icon={<Images size={22} />} title={`${profile.displayName} hasn't shown anything yet`}>Images will hang here, newest first.</EmptyState></div>}
        />
      </ImageGrid>
    )
  }
  return (
    <EndlessList
      list={list}
      what="posts"
      render={(post) => <PostCard key={post.id} post={post} />}
      skeleton={<PostSkeletons count={3} />}
      empty={
        <EmptyState icon={<PenLine size={22} />} title={`${profile.displayName} hasn't posted yet`}>
          Posts, quotes and reposts will stand here, newest first.
        </EmptyState>
      }
    />
  )
}

function Relations({ profile, kind }: { profile: Profile; kind: 'followers' | 'following' }) {
  const list = useEndless((cursor) => relationsPath(profile.id, kind, cursor))
  return (
    <EndlessList
      list={list}
      what="profiles"
      render={(person) => <PersonRow key={person.id} profile={person} />}
      skeleton={<PostSkeletons what="profiles" count={4} />}
      empty={
        <EmptyState icon={<Users size={22} />} title={kind === 'followers' ? 'No followers yet' : 'Follows nobody yet'}>
          {kind === 'followers' ? `Whoever follows ${profile.displayName} will be listed here.` : `Whomever ${profile.displayName} follows will be listed here.`}
        </EmptyState>
      }
    />
  )
}

function ProfileSkeleton() {
  return (
    <>
      <PageTop title="Profile" />
      <Loading what="the profile">
        <div className="flex items-center gap-4 px-4 pt-6 sm:px-5">
          <Skeleton className="size-22 rounded-full" />
          <div className="flex-1 space-y-2">
            <Skeleton className="h-7 w-52" />
            <Skeleton className="h-4 w-32" />
          </div>
        </div>
        <div className="space-y-2.5 px-4 py-5 sm:px-5">
          <Skeleton className="h-4 w-5/6" />
          <Skeleton className="h-4 w-2/3" />
        </div>
      </Loading>
    </>
  )
}
