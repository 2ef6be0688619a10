/** What may be decided about something, by how it stands. */
import type { ModeratedItem, ModerationActKind } from '@troupe/contract'

export function possibleActs({ hiddenAt, deletedAt, author }: Pick<ModeratedItem, 'hiddenAt' | 'deletedAt' | 'author'>, openReports: number): ModerationActKind[] {
  const acts: ModerationActKind[] = []
  if (deletedAt === null) acts.push(hiddenAt === null ? 'hide' : 'unhide')
  if (openReports > 0) acts.push('dismiss')
  acts.push(author.suspendedAt === null ? 'suspend' : 'unsuspend')
  if (deletedAt === null) acts.push('delete')
  return acts
}
