import type { Profile } from '@troupe/contract'
import { Avatar } from '../../design/Avatar.tsx'
import { useHrefs } from '../hrefs.ts'
import { AuthorChip } from './Byline.tsx'

export function PersonRow({ profile }: { profile: Profile }) {
  const { profileHref } = useHrefs()
  const href = profileHref(profile.username)
  return (
    <article
      data-anchor={profile.id}
      data-href={href}
      data-automated={profile.automated}
      tabIndex={-1}
      className="flex cursor-pointer gap-3 border-b px-4 py-3.5 -outline-offset-2 transition-[background-color] duration-100 hover:bg-sunken/50 sm:px-5"
    >
      <Avatar name={profile.displayName} src={profile.avatarUrl} size={40} decorative />
      <div className="min-w-0 flex-1">
        <div className="flex min-w-0 items-center gap-1.5">
          <a href={href} className="min-w-0 truncate font-semibold hover:underline">
            {profile.displayName}
          </a>
          <AuthorChip author={profile} />
        </div>
        <p className="truncate text-14 text-ink-faint">@{profile.username}</p>
        {profile.bio !== '' && <p className="mt-1 line-clamp-2 text-14 text-pretty text-ink-soft">{profile.bio}</p>}
      </div>
    </article>
  )
}

