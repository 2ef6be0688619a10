import type { Author } from '@troupe/contract'
import { Button } from '../../design/Button.tsx'
import { useJoining, useMemberStore } from './use-member.ts'

export function FollowButton({ profile }: { profile: Author }) {
  const member = useMemberStore()
  const joining = useJoining()
  const standing = member.standing()
  const self = standing.state === 'member' ? standing.self : null
  if (self === null ? joining === 'off' : !self.mayWrite || self.profile?.id === profile.id) return null
  const follows = self !== null && member.follows(profile.id)
  return (
    <Button
      variant={follows ? 'plain' : 'primary'}
      aria-pressed={follows}
      onClick={() => void member.asMember(`follow ${profile.displayName}`, (me) => me.mayWrite && me.profile?.id !== profile.id && void member.follow(profile.id, !follows))}
    >
      {follows ? 'Following' : 'Follow'}
    </Button>
  )
}
